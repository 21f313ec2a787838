import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(__dirname, '..');
const page = readFileSync(join(ROOT, 'docs/security.md'), 'utf8').replace(/\s*\n\s*/g, ' ');

/** Each claim's test, as `file`: "title". */
const claims = [...page.matchAll(/`((?:cli\/|frontend\/)?test\/[^`]+\.ts)`: "([^"]+)"/g)].map(([, file, title]) => [file, title]);

test('each part of the runtime has claims, and each mention of a test has a title', () => {
  expect(claims.length).toBeGreaterThan(30);
  expect(claims).toHaveLength([...page.matchAll(/`(?:cli\/|frontend\/)?test\/[^`]+\.ts`/g)].length);
  const names = [
    'Traffic', 'Identity', 'Secrets', 'Dependencies', 'Discovery',
    'Admission', 'Telemetry', 'Node gate', 'The output folder', 'The command line',
    'Workloads in YAML',
  ];
  for (const name of names) expect(page).toContain(`### ${name}`);
});

test.each(claims)('%s has the test "%s"', (file, title) => {
  expect([file, existsSync(join(ROOT, file))]).toEqual([file, true]);
  const quoted = `'${title}'`;
  const source = readFileSync(join(ROOT, file), 'utf8');
  const titles = source.split('\n').filter(line => /\b(test|judged|it)\b|^\s*\]\)\(/.test(line));
  expect(titles.some(line => line.includes(quoted))).toBe(true);
});

test('SECURITY.md leads to the page, and the page leads back', () => {
  expect(readFileSync(join(ROOT, 'SECURITY.md'), 'utf8')).toContain('docs/security.md');
  expect(page).toContain('../SECURITY.md');
});
