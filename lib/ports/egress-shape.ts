import { flat, listOf, optional, Rule, shape, text } from '../validation/judge';
import { KINDS } from '../validation/kinds';
import { has, memberOf } from '../validation/look';
import { PORT_NUMBER } from '../validation/port-number';
import { valueObject } from '../validation/value-object';
import { isList } from '../validation/words';

const PEER_FIX = 'Write for example EgressPeer.workload("db").';
const FIX = 'Write for example Egress.only(EgressPeer.workload("db")).';

const PORTS = optional(some('port', PORT_NUMBER));

const NAME = text(KINDS.labelledName, { fix: 'Write the name of a workload, such as "db".' });
const NAMESPACE = text(KINDS.label, { fix: 'Write the name of a namespace.' });
const RANGES = some('range', text(KINDS.cidr));

/** What is told of each kind of peer. */
const TARGETS: Record<string, Record<string, Rule>> = {
  'API server': {},
  'workload': { name: NAME, namespace: optional(NAMESPACE) },
  'external': { name: NAME, namespace: NAMESPACE },
  'namespace': { namespace: NAMESPACE },
  'ranges': { ranges: RANGES },
};

const RULES = new Map(Object.entries(TARGETS).map(([kind, fields]) => [kind, valueObject('kind', shape({
  _to: flat(shape({ ...fields, ports: PORTS, udpPorts: PORTS }, PEER_FIX)),
}, PEER_FIX), PEER_FIX)]));

/** One that is refused is left out: nobody is let through in its place. */
const PEER: Rule = (value, field, problems) => {
  const before = problems.length;
  const kept = (RULES.get(memberOf(value, 'kind') as string) ?? RULES.get('workload')!)(value, field, problems);
  return problems.length > before ? undefined : kept;
};

/** A list that is empty would mean all of them, or nobody at all. */
function some(what: string, rule: Rule): Rule {
  const list = listOf(rule);
  return (value, field, problems) => {
    if (isList(value) && value.length === 0) {
      problems.push({ field, value, rule: `must name a ${what}`, fix: `Write a ${what}, or leave it out.` });
    }
    return list(value, field, problems);
  };
}

const NETWORK_FIX = `Write { egress: ${FIX.replace('Write for example ', '').replace(/\.$/, '')} }.`;

const NETWORK = shape({
  egress: optional(valueObject('peers', shape({ peers: optional(flat(listOf(PEER))) }, FIX), FIX)),
}, NETWORK_FIX);

/** An Egress that nobody has put into an object would limit nothing. */
export const NETWORK_SHAPE: Rule = (value, field, problems) => {
  if (!has(value, 'peers')) return NETWORK(value, field, problems);
  problems.push({ field, rule: 'must be an object, and is an Egress itself', fix: NETWORK_FIX });
  return undefined;
};
