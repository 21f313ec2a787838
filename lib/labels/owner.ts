import { CONTACT_ANNOTATION, TEAM_LABEL } from './keys';
import { shape, text } from '../validation/judge';
import { KINDS } from '../validation/kinds';

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

const CONTACT = { fix: 'Write an address, a channel or a page.' };
const CONTACT_LINE = text(KINDS.line, CONTACT);
const NO_CONTACT = text(KINDS.line, { ...CONTACT, rule: 'must say where to reach the team' });

/** Both are on every object. */
export const OWNER_SHAPE = shape({
  team: text(KINDS.labelValue),
  contact: (value, field, problems) => (
    (typeof value === 'string' && value.trim() !== '' ? CONTACT_LINE : NO_CONTACT)(value, field, problems)
  ),
}, 'Write { team, contact }.', { team: 'unknown', contact: 'unknown' });
