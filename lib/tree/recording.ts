const FOLDER = 'CDK8S_PINTEREST_RECORD';
const [ONLY, KEY, EXPLAIN] = ['ONLY', 'KEY', 'EXPLAIN'].map(name => `${FOLDER}_${name}`);

/** Where records of synths are to be written, by whoever runs the program: a tool, not its author. */
export function recordFolder(): string | undefined {
  return process.env[FOLDER] || undefined;
}

/** Whether this run of the program is recorded. */
export function isRecording(): boolean {
  return recordFolder() !== undefined;
}

/** Whether nothing but the record is to be written. */
export function isDryRun(): boolean {
  return isRecording() && process.env[ONLY] === 'true';
}

/** The key with which values of Secrets are hidden: two records with the same key can be compared. */
export function recordKey(): string | undefined {
  return process.env[KEY] || undefined;
}

/** The name of the workload whose fields are to be explained: `api`, `pinboard/api`, `prod-east/pinboard/api`, or its path. */
export function explainedWorkload(): string | undefined {
  return isRecording() ? process.env[EXPLAIN] || undefined : undefined;
}
