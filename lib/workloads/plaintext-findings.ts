import { Construct } from 'constructs';
import { Endpoints } from './endpoints';
import { OpenPort } from './open-ports';
import { Cluster } from '../cluster/cluster';
import { todayOf } from '../platform/today';
import { Plaintext } from '../requirements/plaintext';
import { flat, mapOf, optional, Rule, shape, text } from '../validation/judge';
import { KINDS } from '../validation/kinds';
import { PORT_NUMBER } from '../validation/port-number';
import { must, Problem, report, reportLater } from '../validation/problem';
import { suggest } from '../validation/suggest';
import { valueObject } from '../validation/value-object';
import { warn } from '../validation/warning';

const FIELD = 'traffic.plaintext';
const FIX = 'Write for example Plaintext.until("2026-12-31").';

/** What `traffic.plaintext` is given. */
export const PLAINTEXT_SHAPE: Rule = optional(valueObject('lastDay', shape({
  lastDay: flat(text(KINDS.day)),
  _servicePorts: flat(named('servicePorts', mapOf(KINDS.portName, PORT_NUMBER))),
}, FIX), FIX));

/** Below the field of the whole. */
function named(name: string, rule: Rule): Rule {
  return (value, field, problems) => rule(value, `${field}.${name}`, problems);
}

/** For people to read: ports that callers reach without a certificate, and until when. */
export function plaintextDoors(ports: OpenPort[]): string | undefined {
  const lines = ports.flatMap(({ port: { name, number, transport }, plaintext }) => (
    plaintext ? [`${name} ${number}/${transport} until ${plaintext.lastDay}`] : []
  ));
  return lines.length > 0 ? lines.join('\n') : undefined;
}

/** Reports until when a workload lets callers in without a certificate, and what is wrong with that. */
export function reportPlaintext(
  scope: Construct, plaintext: Plaintext | null | undefined, ports: OpenPort[], endpoints: Endpoints, cluster: Cluster,
): void {
  // Without identity nobody has a certificate anyway: the same program may be built for such a cluster, too.
  if (!plaintext || cluster.identity === undefined) return;
  const { lastDay, _servicePorts: servicePorts } = plaintext;
  const open = ports.filter(port => port.plaintext !== undefined);
  const names = open.map(({ port }) => port.name);
  const today = todayOf(scope);
  report(scope,
    ...must(open.length > 0, {
      field: FIELD, value: lastDay, rule: 'has no meaning: the proxy stands before no port for callers', fix: 'Leave it out.',
    }),
    ...Object.keys(servicePorts).filter(name => !names.includes(name)).map(value => ({
      field: `${FIELD}.servicePorts`, value, rule: 'is no port before which the proxy stands', fix: suggest('ports', names),
    })),
    ...dayProblems(lastDay, today),
  );
  reportLater(scope, () => endpoints.doubleDoors.map(({ port: { name, number, spoken } }) => ({
    field: FIELD,
    value: name,
    rule: 'would have one number in the Service for callers with a certificate and for those without',
    fix: `Write Port.${spoken}(${number}, { servicePort }) in ports, with the number for callers with a certificate from now on.`,
  })));
  if (open.length > 0 && today !== undefined && today <= lastDay) {
    warn(scope, {
      field: FIELD,
      value: lastDay,
      rule: `lets callers in without a certificate, at ${open.map(({ port }) => `${port.name} ${port.number}`).join(', ')}`,
      fix: 'Leave it out as soon as all of them show one.',
    });
  }
}

function dayProblems(lastDay: string, today: string | undefined): Problem[] {
  if (today === undefined) {
    return [{
      field: FIELD,
      value: lastDay,
      rule: 'cannot be checked without the day of the build',
      fix: 'Set today on the Platform to the day of the commit, such as "2026-11-24".',
    }];
  }
  return must(today <= lastDay, {
    field: FIELD,
    value: lastDay,
    rule: `has passed (today is ${today}), and callers still get in without a certificate`,
    fix: 'Leave it out, or agree on another day with the infrastructure team.',
  });
}

/** Callers that no door lets in. Call it once the ports are known. */
export function uncertifiedProblems(ports: OpenPort[], cluster: Cluster): Problem[] {
  if (cluster.identity === undefined) return [];
  const shut = ports.filter(({ proxied, plaintext }) => proxied && plaintext === undefined);
  const fields = shut.flatMap(({ callers }) => callers.filter(({ spiffeId }) => spiffeId === undefined));
  return [...new Map(fields.map(caller => [`${caller.field} ${JSON.stringify(caller.podLabels)}`, caller])).values()]
    .map(({ field, podLabels = {} }) => ({
      field,
      value: Object.entries(podLabels).map(([name, value]) => `${name}=${value}`).join(','),
      rule: `has no certificate for the proxy, on the cluster ${cluster.name} with identity`,
      fix: 'Write traffic: { plaintext: Plaintext.until(day) } while it moves, or Caller.workload once it has moved.',
    }));
}
