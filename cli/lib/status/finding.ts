/** What is wrong with a workload, or on its way. */
export interface Finding {
  /** A name of the cause that stays the same, such as `image-missing`: docs/status.md has all of them. */
  readonly cause: string;
  readonly urgency: Urgency;
  /** What is wrong, as a sentence. It names no pod, so that several with the same fault are one finding. */
  readonly what: string;
  /** Since when, in the cluster's time. */
  readonly since?: string;
  readonly whose: Whose;
  /** The command or step that comes next, as a sentence. */
  readonly step: string;
  /** The pods in which it is. */
  readonly pods?: readonly string[];
  readonly container?: string;
  /** Whether the log of that container says more. */
  readonly logged?: 'current' | 'previous';
}

export enum Urgency {
  /** It stays until a person does something. */
  PERSON = 'person',
  /** It usually ends by itself. */
  ITSELF = 'itself',
  /** It could not be looked at. */
  UNKNOWN = 'unknown',
}

/** Who can mend something. */
export type Whose =
  | { readonly part: 'application' }
  | { readonly part: 'platform'; readonly component: string }
  | { readonly part: 'cluster' };

export const APPLICATION: Whose = { part: 'application' };
export const CLUSTER: Whose = { part: 'cluster' };
export const platform = (component: string): Whose => ({ part: 'platform', component });

/** Several findings of the same cause are one, with all their pods. What needs a person comes first. */
export function combined(findings: readonly Finding[]): Finding[] {
  const byCause = new Map<string, Finding>();
  for (const finding of findings) {
    const key = JSON.stringify([finding.cause, finding.urgency, finding.container, finding.what]);
    const other = byCause.get(key);
    byCause.set(key, other === undefined ? finding : both(other, finding));
  }
  const order = [Urgency.PERSON, Urgency.ITSELF, Urgency.UNKNOWN];
  return [...byCause.values()].sort((one, other) => order.indexOf(one.urgency) - order.indexOf(other.urgency));
}

function both(one: Finding, other: Finding): Finding {
  const pods = [...new Set([...one.pods ?? [], ...other.pods ?? []])].sort();
  const [since] = [one.since, other.since].filter(each => each !== undefined).sort();
  return { ...one, ...(pods.length > 0 && { pods }), ...(since !== undefined && { since }) };
}
