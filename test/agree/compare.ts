import { Answer } from './answer';
import { CLUSTER_REFUSES, Policy, policyOf, PROGRAM_REFUSES } from './policies';
import { storedDifferences } from './stored';

export enum Outcome {
  ACCEPT = 'agreed accept', REFUSE = 'agreed refuse', FALSE_ACCEPT = 'false accept', FALSE_REFUSE = 'false refuse',
  POLICY = 'policy', UNJUDGED = 'unjudged',
}

export interface Comparison {
  readonly outcome: Outcome;
  readonly policy?: Policy;
  /** Where both accept, but not with the same words: warnings, and fields of the stored form. */
  readonly differences: string[];
}

/** The program's answer beside the server's. */
export function compare(program: Answer, server: Answer): Comparison {
  if (program.unjudged !== undefined && server.unjudged !== undefined) return { outcome: Outcome.UNJUDGED, differences: [] };
  const [ours, theirs] = [program, server].map(({ refusals, unjudged }) => refusals.length === 0 && unjudged === undefined);
  if (ours && theirs) {
    return {
      outcome: Outcome.ACCEPT,
      differences: [...warningDifferences(program, server), ...storedDifferences(program.stored, server.stored)],
    };
  }
  if (!ours && !theirs) return { outcome: Outcome.REFUSE, differences: [] };
  const policy = ours ? policyOf(server.refusals, CLUSTER_REFUSES) : policyOf(program.refusals, PROGRAM_REFUSES);
  return { outcome: policy ? Outcome.POLICY : ours ? Outcome.FALSE_ACCEPT : Outcome.FALSE_REFUSE, policy, differences: [] };
}

/** The server sends each warning once. */
function warningDifferences(program: Answer, server: Answer): string[] {
  return [
    ...program.warnings.filter(warning => !server.warnings.includes(warning)).map(warning => `warning here alone: ${warning}`),
    ...server.warnings.filter(warning => !program.warnings.includes(warning)).map(warning => `warning there alone: ${warning}`),
  ];
}

/** A refusal without what is another one in each document: values, numbers, keys, and paths. */
export function ruleOf(refusal: string): string {
  return refusal
    .replace(/^\[[^\]]*\] /, '')
    .replace(/: failed to create typed patch object \([^)]*\): (errors:\s+)?\.[^\n]*?: /, '')
    .replace(/: failed to convert new object \([^)]*\)/, ': failed to convert new object')
    .replace(/^\w[^\s:]*: /, '').replace(/^: \S+ in version \S+ cannot be handled as an? \S+: /, '').replace(/^: /, '')
    .replace(/"(?:[^"\\]|\\.)*"|'[^']*'|`[^`]*`/g, '…').replace(/\[[^\]]*\]/g, '[]').replace(/-?\d[\d.e+]*/g, '0')
    .replace(/x{9,}/g, '…')
    .replace(/got .*/, 'got …').replace(/Go (struct field|value) .*/, 'Go')
    .replace(/\b[\w[\].]+ in body/, '… in body').replace(/\s+/g, ' ')
    .slice(0, 90);
}
