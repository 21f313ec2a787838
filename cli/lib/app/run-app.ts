import { randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { SynthesisRecord } from 'cdk8s-pinterest';
import { Project } from './project';
import { runShell } from './run-shell';
import { CouldNot } from '../outcome';
import { visibleLines } from '../output/plain';

/** How an app is run. */
export interface RunOptions {
  readonly env: NodeJS.ProcessEnv;
  /** Whether it also writes its manifests. */
  readonly writes?: boolean;
  /** Hides the values of Secrets: records with the same key can be compared. */
  readonly key?: string;
  readonly signal?: AbortSignal;
}

/** What an app has said of its synth. */
export interface Run {
  /** One for each PinterestApp of the program, in the order in which they synthesized. */
  readonly records: SynthesisRecord[];
  /** What the program wrote to its standard output and error. */
  readonly printed: string;
  readonly seconds: number;
}

/** The format that this version reads. */
const VERSION = 1;

/** Runs the app of a project, with its own programs first in the PATH, as npm does. @throws CouldNot if it says nothing */
export async function runApp({ directory, app, output }: Project, options: RunOptions): Promise<Run> {
  const folder = mkdtempSync(join(tmpdir(), 'pinterest-'));
  const begun = Date.now();
  try {
    const { code, printed } = await runShell(app, directory, {
      // As cdk8s does with what cdk8s.yaml says.
      ...(output !== undefined && { CDK8S_OUTDIR: output }),
      ...options.env,
      PATH: [...binFolders(directory), options.env.PATH ?? ''].join(delimiter),
      CDK8S_PINTEREST_RECORD: folder,
      CDK8S_PINTEREST_RECORD_ONLY: `${!options.writes}`,
      CDK8S_PINTEREST_RECORD_KEY: options.key ?? newKey(),
    }, options.signal);
    const records = recordsIn(folder);
    if (code !== 0 && !records.some(({ problems }) => problems.length > 0)) {
      const said = visibleLines(printed.trim());
      throw said === ''
        ? new CouldNot(`The app "${app}" ended with the status ${code}, and has said nothing.`, 'Mend that first.')
        : new CouldNot(`The app "${app}" ended with the status ${code}:\n${said}\n\n`, 'Mend that first.');
    }
    if (records.length === 0) throw nothingSaid(app);
    return { records, printed, seconds: (Date.now() - begun) / 1000 };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Hides values of Secrets in records that are compared with each other. */
export function newKey(): string {
  return randomBytes(16).toString('hex');
}

function nothingSaid(app: string): CouldNot {
  return new CouldNot(
    `The app "${app}" has run, but no PinterestApp has synthesized.`,
    'Call app.synth() on a PinterestApp, of a version of cdk8s-pinterest that writes records.',
  );
}

/** Of the project, and of the folders above it. */
function binFolders(directory: string): string[] {
  const above = dirname(directory);
  return [join(directory, 'node_modules/.bin'), ...(above === directory ? [] : binFolders(above))];
}

function recordsIn(folder: string): SynthesisRecord[] {
  const files = readdirSync(folder).filter(name => name.endsWith('.json'));
  const records = files.sort(byNumber).map(name => JSON.parse(readFileSync(join(folder, name), 'utf8')) as SynthesisRecord);
  for (const { version } of records) {
    if (version !== VERSION) {
      throw new CouldNot(
        `The app's cdk8s-pinterest writes records of version ${version}, and this command reads ${VERSION}.`,
        'Install the same versions of cdk8s-pinterest and cdk8s-pinterest-cli.',
      );
    }
  }
  return records;
}

/** `<process>-<number>.json`: the apps of one process in their order. */
function byNumber(one: string, other: string): number {
  return one.localeCompare(other, 'en', { numeric: true });
}
