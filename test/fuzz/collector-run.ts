import { spawn } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { written } from '../../lib/runtime/telemetry/literal';

/** A collector with the parts of test/e2e/telemetry-collector/builder.yaml, such as the one that telemetry-setup builds. */
const OTELCOL = process.env.OTELCOL ?? '/var/tmp/cdk8s-pinterest/telemetry-collector/image/otelcol-contrib';

/** What tests of a real collector are called by: where there is none they say so. */
export const collectorTest: jest.It = fs.existsSync(OTELCOL) ? test : test.skip;

/** What no record may ever contain. */
export const CREDENTIAL = 'Bearer-k3y-of-the-backend';

export interface LogRecord {
  readonly resource: { readonly [attribute: string]: string };
  readonly attributes: { readonly [attribute: string]: string };
  readonly body: string;
}

/**
 * Runs a real collector until it has written so many records, or half a minute, and stops it as a pod's end does.
 *
 * @param configure makes the configuration for a folder and the exporter's name
 */
export async function collected(
  count: number, configure: (folder: string) => any, prepare: (folder: string) => void = () => {},
  meanwhile: (folder: string) => Promise<void> = async () => {},
): Promise<LogRecord[]> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'collector-'));
  try {
    prepare(folder);
    const out = path.join(folder, 'out.jsonl');
    const { exporters = {}, service, ...rest } = configure(folder);
    fs.writeFileSync(path.join(folder, 'config.yaml'), written({
      ...rest,
      exporters: { ...exporters, file: { path: out, flush_interval: '50ms' } },
      service: { ...service, telemetry: { metrics: { level: 'none' }, logs: { level: 'error' } } },
    }));
    const collector = spawn(OTELCOL, [`--config=${path.join(folder, 'config.yaml')}`], {
      env: { PLATFORM_NODE: 'node', CREDENTIAL: CREDENTIAL, HOME: '/nonexistent' }, stdio: ['ignore', 'ignore', 'pipe'],
    });
    let said = '';
    collector.stderr.on('data', text => { said += text; });
    const ended = new Promise<number | null>(resolve => collector.on('exit', resolve));
    let code: number | null | undefined;
    void ended.then(exit => { code = exit; });
    await meanwhile(folder);
    for (const end = Date.now() + 30000; Date.now() < end && code === undefined && records(out).length < count;) {
      await new Promise(resolve => setTimeout(resolve, 50));
    }
    collector.kill('SIGTERM');
    if (await ended !== 0) throw new Error(`the collector ended with ${code}: ${said.slice(0, 2000)}`);
    return records(out);
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

function records(file: string): LogRecord[] {
  if (!fs.existsSync(file)) return [];
  const text = fs.readFileSync(file, 'utf8');
  const attributes = (list: any[] = []) => Object.fromEntries(list.map(({ key, value }) => [key, value.stringValue ?? '']));
  return text.slice(0, text.lastIndexOf('\n') + 1).split('\n').filter(line => line !== '').map(line => JSON.parse(line))
    .flatMap(({ resourceLogs }) => resourceLogs).flatMap(({ resource, scopeLogs }: any) =>
      scopeLogs.flatMap(({ logRecords }: any) => logRecords.map((record: any) => ({
        resource: attributes(resource.attributes),
        attributes: attributes(record.attributes),
        body: record.body?.stringValue ?? '',
      }))));
}
