import { CONTACT_ANNOTATION, TEAM_LABEL } from './keys';
import { labelValueProblems } from '../validation/label-value';
import { must, Problem } from '../validation/problem';

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

/** Plain JavaScript may give none, or one without its parts. */
export function ownerProblems(owner: Partial<Owner> | undefined): Problem[] {
  const { team = '', contact = '' } = owner ?? {};
  return [
    ...labelValueProblems('owner.team', team, 'Write for example "boards".'),
    ...must(`${contact}`.trim() !== '', {
      field: 'owner.contact',
      value: contact,
      rule: 'must say where to reach the team',
      fix: 'Write an address, a channel or a page.',
    }),
  ];
}
