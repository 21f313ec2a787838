import { labelKeyProblems } from '../../validation/label-key';
import { labelValueProblems } from '../../validation/label-value';
import { Problem } from '../../validation/problem';

export function nodeSelectorProblems(labels: { [label: string]: string }): Problem[] {
  return Object.entries(labels).flatMap(([label, value]) => [
    ...labelKeyProblems('nodeSelector', label),
    // Many node labels have an empty value.
    ...(value === '' ? [] : labelValueProblems(`nodeSelector["${label}"]`, value, 'Write the value of the label on the nodes.')),
  ]);
}
