import { Converted } from './manifest';
import { findingOf } from './refuse';
import { fixAt } from './verdict-fix';
import { Finding } from '../validation/finding';
import { visible } from '../validation/words';
import { valueAt } from '../verdict/field-value';
import { Judgement } from '../verdict/judge';
import { VerdictProgram } from '../verdict/program';
import { readable, unrefused } from '../verdict/readable';

/* What Kubernetes says of documents, as problems and warnings of their objects. */

const pathOf = ({ of: { document } }: Judgement<Converted>) => document.construct.node.path;

export function warningsIn({ kubernetes }: VerdictProgram, judgement: Judgement<Converted>): Finding[] {
  const { warnings = [], refusals = [], pods = [] } = judgement.verdict;
  return unrefused(warnings, refusals, pods)
    .map(warning => ({ path: pathOf(judgement), message: `Kubernetes ${kubernetes} warns: ${visible(onOneLine(warning))}` }));
}

/** Policies that may have their parameters elsewhere, each once. */
export function unaskedIn(
  { kubernetes }: VerdictProgram, judgements: readonly Judgement<Converted>[], context: readonly Converted[],
): Finding[] {
  const all = judgements.flatMap(({ verdict }) => verdict.unasked ?? []).reverse();
  return [...new Map(all.map(each => [each.policy, each.parameter]))].map(([policy, parameter]) => ({
    path: context.find(({ document: { kind, name } }) => kind === 'ValidatingAdmissionPolicy' && name === policy)
      ?.document.construct.node.path,
    message: `Kubernetes ${kubernetes} cannot tell what this policy refuses: its parameter is not in the app: ${parameter}.`,
  }));
}

export function refusalsIn({ kubernetes }: VerdictProgram, judgement: Judgement<Converted>): Finding[] {
  const { of: { document, content: whole }, content, prefix, verdict: { refusals: found = [], pods = [] } } = judgement;
  const path = pathOf(judgement);
  return [
    ...readable(found, content).map(({ field: said = '', message, fix }) => {
      const field = said === NOWHERE ? '' : said;
      return findingOf(path, {
        field: field === '' ? prefix.slice(0, -1) || 'object' : prefix + field,
        value: field === '' || isSecret(content) ? undefined : valueAt(content, field),
        rule: `is refused by Kubernetes ${kubernetes}: ${onOneLine(message)}`,
        fix: fixAt(document.construct, whole, prefix + field, fix),
      });
    }),
    ...pods.map(message => findingOf(path, {
      field: `${prefix}spec.template`,
      rule: `makes pods that Kubernetes ${kubernetes} refuses: ${onOneLine(message)}`,
      fix: fixAt(document.construct, whole, ''),
    })),
  ];
}

/** How the server writes that it means the object as a whole. */
const NOWHERE = '<nil>';

/** What is in it is in no log. */
function isSecret(content: unknown): boolean {
  return valueAt(content, 'kind') === 'Secret';
}

/** Rules of CEL that cannot be compiled are told with a drawing. */
function onOneLine(message: string): string {
  return message.replace(/\s*\n\s*/g, ' ').replace(/\.$/, '');
}
