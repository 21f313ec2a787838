import { CONTACT_ANNOTATION, TEAM_LABEL } from './keys';
import { labelValueProblems } from '../validation/label-value';
import { Problem } from '../validation/problem';

/** Who is responsible for a workload. Every object and pod carries it. */
export interface Owner {
  /** The team's name, a valid label value: at most 63 letters, digits, `-`, `_` and `.`. */
  readonly team: string;

  /** Where to reach the team: an address, a channel, a page. */
  readonly contact: string;
}

export function ownerLabels(owner: Owner): Record<string, string> {
  return { [TEAM_LABEL]: owner.team };
}

export function ownerAnnotations(owner: Owner): Record<string, string> {
  return { [CONTACT_ANNOTATION]: owner.contact };
}

export function ownerProblems(owner: Owner): Problem[] {
  const problems = labelValueProblems('owner.team', owner.team, 'Write for example "boards".');
  if (owner.contact.trim() === '') {
    problems.push({
      field: 'owner.contact',
      value: owner.contact,
      rule: 'must say where to reach the team',
      fix: 'Write an address, a channel or a page.',
    });
  }
  return problems;
}
