import { valueAt } from './field-value';
import { quantitiesIn } from './quantities';
import { Told, wrongTypes } from './wrong-type';

/** What the server says of a document, as its author looks for it: each thing once, at its field, and with what to do. */
export function readable(refusals: readonly Told[], content: unknown): Told[] {
  const told = refusals.flatMap(refusal => (
    wrongTypes(refusal.message, content) ?? wrongQuantities(refusal.message, content) ?? [withFix(withoutField(refusal))]
  ));
  return told.filter(each => !isOfDefault(each, told, content));
}

/** Warnings of what is refused as well are not said twice. */
export function unrefused(warnings: readonly string[], refusals: readonly Told[], pods: readonly string[]): string[] {
  const isTwice = refusals.some(({ message }) => message.includes('duplicate entries for key'));
  return warnings.filter(warning => !(isTwice && /hides previous definition|duplicate name/.test(warning))
    && !(pods.length > 0 && warning.startsWith('would violate PodSecurity')));
}

/** The server tells neither where they are nor what they are. */
function wrongQuantities(message: string, content: unknown): Told[] | undefined {
  if (!/quantities must match|unable to parse (quantity|numeric part)/.test(message)) return undefined;
  const wrong = quantitiesIn(content).filter(({ isRight }) => !isRight);
  if (wrong.length === 0) return undefined;
  const told = 'must be a quantity: a number, and a suffix such as m, k, M, G, Ki, Mi or Gi';
  return wrong.map(({ field }) => ({ field, message: told, fix: 'Write for example "500m" or "2Gi".' }));
}

function withoutField({ field = '', message, fix }: Told): Told {
  const repeated = [`.${field}: `, `${field}: `].find(start => field !== '' && message.startsWith(start));
  const said = repeated === undefined ? message : message.slice(repeated.length);
  return { field, message: said === `unknown field "${field}"` ? 'unknown field' : said, fix };
}

const FIXES: readonly [RegExp, string][] = [
  [/^unknown field/, 'Correct its name, or remove it.'],
  [/^Required value/, 'Write it.'],
  [/^Unsupported value: .*supported values: /, 'Write one of these.'],
  [/duplicate entries for key/, 'Leave one of them.'],
];

const withFix = (told: Told): Told => ({ ...told, fix: told.fix ?? FIXES.find(([said]) => said.test(told.message))?.[1] });

/** A default that the server takes from another field is as wrong as that one: a targetPort is the port. */
function isOfDefault({ field = '', message }: Told, all: Told[], content: unknown): boolean {
  if (field === '' || !/^Invalid value: (?!"")/.test(message) || valueAt(content, field) !== undefined) return false;
  return all.some(other => other.message === message && valueAt(content, other.field ?? '') !== undefined && other.field !== '');
}
