import { Converted } from './manifest';
import { Piece, pieceAt } from './put-there';
import { findingOf } from './refuse';
import { OriginType } from '../tree/origin';
import { Finding } from '../validation/finding';
import { valueAt } from '../verdict/field-value';
import { Judgement } from '../verdict/judge';
import { VerdictProgram } from '../verdict/program';

/* What Kubernetes says of documents, as problems and warnings of their objects. */

const pathOf = ({ of: { document } }: Judgement<Converted>) => document.construct.node.path;

export function warningsIn({ kubernetes }: VerdictProgram, judgement: Judgement<Converted>): Finding[] {
  return (judgement.verdict.warnings ?? [])
    .map(warning => ({ path: pathOf(judgement), message: `Kubernetes ${kubernetes} warns: ${warning}` }));
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
  const { of: { document, content }, verdict: { refusals: found = [], pods = [] } } = judgement;
  const path = pathOf(judgement);
  return [
    ...found.map(({ field = '', message }) => findingOf(path, {
      field: field === '' ? 'object' : field,
      value: field === '' ? undefined : valueAt(content, field),
      rule: `is refused by Kubernetes ${kubernetes}: ${message.replace(/\.$/, '')}`,
      fix: fixOf(pieceAt(document.construct, content, field)),
    })),
    ...pods.map(message => findingOf(path, {
      field: 'spec.template',
      rule: `makes pods that Kubernetes ${kubernetes} refuses: ${message.replace(/\.$/, '')}`,
      fix: fixOf(pieceAt(document.construct, content, '')),
    })),
  ];
}

/** Properties of cdk8s-plus containers that are called otherwise in a manifest. */
const PROPERTIES = new Map(Object.entries({
  env: 'envVariables', readinessProbe: 'readiness', livenessProbe: 'liveness', startupProbe: 'startup',
}));

function fixOf({ origin, container, within }: Piece): string {
  switch (origin.type) {
    case OriginType.USER: {
      if (container === undefined) return 'Correct it.';
      const [name = ''] = within?.split(/[.[]/) ?? [];
      return `You wrote it, as ${PROPERTIES.get(name) ?? (name || 'a property')} of the container "${container}": correct that.`;
    }
    case OriginType.PATCH: return `It comes of ${origin} of the pod: correct that.`;
    case OriginType.KIND: return `It was made by ${origin} of your properties: correct what it comes from, or patches it.`;
    case OriginType.COMPONENT:
    case OriginType.PLATFORM: return `It was made by ${origin}: tell your infrastructure team.`;
  }
}
