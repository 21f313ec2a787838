import { Problem } from '../validation/problem';

const [SERVICE, STORE, DAEMON] = ['PinterestService', 'PinterestStatefulSet', 'PinterestDaemon'];
const [JOBS, CRON, TRAINING] = ['PinterestJobSet', 'PinterestCronJob', 'PinterestTrainingJob'];

/** The properties that only some kinds have, and these kinds. */
const OWN: [kinds: string[], properties: string[]][] = [
  [[SERVICE, STORE, DAEMON], ['service', 'moreServices', 'callers', 'update']],
  [[SERVICE, STORE], ['scaling', 'exposure', 'discovery', 'protocol', 'traffic', 'drain']],
  [[SERVICE], ['claims']],
  [[STORE], ['replicas', 'quorum', 'governingService', 'retention', 'startOrder', 'updateFrom', 'zones']],
  [[STORE, JOBS, CRON], ['storage']],
  [[DAEMON], ['host', 'tolerations', 'nodeSelector', 'servesEveryPod']],
  [[JOBS, CRON], ['shards', 'parallelism', 'successPercent', 'queue']],
  [[JOBS, CRON, TRAINING], ['retries', 'failurePolicy', 'deadline', 'suspend']],
  [[JOBS], ['runsBefore', 'runsAfter']],
  [[CRON], ['schedule', 'timeZone', 'concurrency', 'startingDeadline', 'successfulHistory', 'failedHistory', 'timeToLive']],
  [[TRAINING], [
    'framework', 'backend', 'accelerator', 'sharedMemory', 'temporaryFiles', 'checkpoint', 'gang', 'peerPatience',
  ]],
];

const KINDS_OF = new Map(OWN.flatMap(([kinds, properties]) => properties.map(name => [name, kinds] as const)));

/** The properties of a kind, besides those of all kinds. */
export function propertiesOfKind(kind: string): string[] {
  return OWN.flatMap(([kinds, properties]) => kinds.includes(kind) ? properties : []);
}

/** Whether some kind has such a property, and others may not. */
export function isOfAnyKind(property: string): boolean {
  return KINDS_OF.has(property);
}

const RUNS_AGAIN = 'Leave it out: once its Job is gone, a GitOps tool makes it anew, and it runs again. '
  + 'To remove it, remove it here.';

/** What another kind calls a property, or why it has none. */
const INSTEAD: Record<string, Record<string, string>> = {
  replicas: { [SERVICE]: 'Write scaling: Scaling.fixed(n).' },
  tolerations: { '': 'Write placement: Placement.nodes({ ... }).tolerating(...).' },
  nodeSelector: { '': 'Write placement: Placement.nodes({ ... }).' },
  timeToLive: { [JOBS]: RUNS_AGAIN, [TRAINING]: RUNS_AGAIN },
};

/**
 * Properties of another kind. Types forbid them, but only where a program writes them at once: plain JavaScript and objects that
 * are handed on do not notice.
 */
export function foreignProblems(kind: string, props: object): Problem[] {
  return Object.entries(props).flatMap(([field, value]) => {
    const kinds = value === undefined || value === null ? undefined : KINDS_OF.get(field);
    if (kinds === undefined || kinds.includes(kind)) return [];
    const fix = INSTEAD[field]?.[kind] ?? INSTEAD[field]?.[''] ?? `Leave it out: only ${inWords(kinds)} ${has(kinds)} it.`;
    return [{ field, rule: `has no meaning for a ${kind}`, fix }];
  });
}

function inWords(kinds: string[]): string {
  const named = kinds.map(kind => `a ${kind}`);
  return [named.slice(0, -1).join(', '), named.at(-1)].filter(part => part !== '').join(' and ');
}

function has(kinds: string[]): string {
  return kinds.length > 1 ? 'have' : 'has';
}
