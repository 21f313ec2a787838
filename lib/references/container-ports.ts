import { fieldsOf, Fields, itemsOf } from './fields';
import { PodContainer } from './pods';
import { Problem } from '../validation/problem';
import { suggest } from '../validation/suggest';
import { asString } from '../validation/words';

/** A kubelet looks for the port that a probe or hook names in its own container: without it, the probe always fails. */
export function probedPortProblems({ fields }: PodContainer, at: string): Problem[] {
  const problems: Problem[] = [];
  const { startupProbe, readinessProbe, livenessProbe, lifecycle } = fields;
  judge(problems, fields, `${at}.startupProbe`, startupProbe);
  judge(problems, fields, `${at}.readinessProbe`, readinessProbe);
  judge(problems, fields, `${at}.livenessProbe`, livenessProbe);
  if (lifecycle === undefined) return problems;
  const { postStart, preStop } = fieldsOf(lifecycle);
  judge(problems, fields, `${at}.lifecycle.postStart`, postStart);
  judge(problems, fields, `${at}.lifecycle.preStop`, preStop);
  return problems;
}

function judge(problems: Problem[], container: Fields, at: string, action: unknown): void {
  if (action === undefined) return;
  const { httpGet, tcpSocket } = fieldsOf(action);
  const { port } = fieldsOf(httpGet ?? tcpSocket);
  // A number need not be listed.
  if (typeof port !== 'string' || port === '') return;
  const names = itemsOf(container.ports).map(each => fieldsOf(each).name).filter(name => typeof name === 'string');
  if (names.includes(port)) return;
  problems.push({
    field: `${at}.${httpGet === undefined ? 'tcpSocket' : 'httpGet'}.port`,
    value: port,
    rule: `is no port of the container ${asString(container.name)}, so that the kubelet has nothing to ask`,
    fix: `Add a port of this name to it, or name another one. ${suggest('ports', names, port)}`,
  });
}
