import { SynthesisRecord } from 'cdk8s-pinterest';
import { Finding } from './finding';

/** Versions of Kubernetes that were not asked: a note for each app, or a problem where the verdict is required. */
export function unaskedOf(records: readonly SynthesisRecord[], required: boolean): Finding[] {
  const messages = new Set(records.flatMap(({ unaskedReason }) => unaskedReason ?? []));
  return [...messages].map(message => ({ severity: required ? 'problem' : 'note', message }));
}
