import { emptyOr, mapOf, Rule, text } from '../validation/judge';
import { KINDS } from '../validation/kinds';
import { TextKind } from '../validation/text-kind';

/** Values of labels by their names. */
export function labels(fix: string, key: TextKind = KINDS.labelKey): Rule {
  return mapOf(key, emptyOr(text(KINDS.labelValue, { fix: 'Write the value of the label.' })), { fix });
}

/** The same, to select pods by: without any they would be all pods of the namespace. */
export function someLabels(fix: string, key?: TextKind): Rule {
  const rule = labels(fix, key);
  return (value, field, problems) => {
    const found = problems.length;
    const kept = rule(value, field, problems) as object;
    if (problems.length === found && Object.keys(kept).length === 0) problems.push({ field, rule: 'must name a label', fix });
    return kept;
  };
}
