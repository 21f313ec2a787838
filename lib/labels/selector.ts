import { Adoption } from './adoption';
import { KIND_LABEL, NAME_LABEL } from './keys';

/** The labels that select a workload's pods; they never change. */
export function selectorLabels(name: string, kind: string, adoption?: Adoption): Record<string, string> {
  return adoption?._options.selector ?? { [NAME_LABEL]: name, [KIND_LABEL]: kind };
}
