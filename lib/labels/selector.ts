import { KIND_LABEL, NAME_LABEL } from './keys';

/** The labels by which a workload's pods are found; they never change. */
export function selectorLabels(name: string, kind: string): Record<string, string> {
  return { [NAME_LABEL]: name, [KIND_LABEL]: kind };
}
