import * as fs from 'node:fs';
import * as path from 'node:path';
import { Browser, chromium, Page } from 'playwright-core';
import { freshFolder } from '../../../test/synth';

/** Debian's; the tests of pages are left out where there is none. */
export const CHROMIUM = [process.env.CHROMIUM, '/usr/bin/chromium'].find(
  file => file !== undefined && file !== '' && fs.existsSync(file),
);

export interface View {
  readonly width: number;
  readonly scheme: 'light' | 'dark';
}

export const VIEWS: View[] = [400, 1400].flatMap(width => (['light', 'dark'] as const).map(scheme => ({ width, scheme })));

let browser: Browser | undefined;

export async function closeBrowser(): Promise<void> {
  await browser?.close();
  browser = undefined;
}

/** A page that was opened, and what it complained about or asked for. */
export interface Opened {
  readonly page: Page;
  readonly complaints: string[];
}

export async function open(html: string, { width, scheme }: View, hash = ''): Promise<Opened> {
  browser ??= await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] });
  const file = path.join(freshFolder(), 'page.html');
  fs.writeFileSync(file, html);
  const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme: scheme });
  const complaints: string[] = [];
  page.on('console', message => complaints.push(message.text()));
  page.on('pageerror', error => complaints.push(`${error}`));
  page.on('dialog', dialog => { complaints.push(`dialog ${dialog.message()}`); void dialog.dismiss(); });
  page.on('request', request => {
    if (!request.url().startsWith(`file://${file}`)) {
      complaints.push(`request ${
        request.url()}`);
    }
  });
  await page.goto(`file://${file}${hash}`);
  return { page, complaints };
}
