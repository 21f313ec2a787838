import { markup, Markup } from './markup';
import { table } from './tables';
import { portOf } from '../doors';
import { Explanation } from '../explanation';

/** Who may come, and where the workload goes. */
export function reachOf({ doors, routes, callers, calls, limitedEgress }: Explanation): Markup {
  const come = doors.map(door => row([portOf(door), door.container ?? '', door.services.join(', '), door.peers.join(', ')]));
  const declared = callers.map(({ namespace, name }) => `${namespace}/${name}`).join(', ');
  const outside = routes.map(({ host, path, object, to }) => row([host + path, object, to]));
  const go = calls.map(({ host, port, variable, spiffeId }) => row([`${host}:${port}`, variable, spiffeId]));
  const limits = limitedEgress
    ? 'Its NetworkPolicy limits where it may connect to.' : 'It may connect to anywhere: callees decide.';
  return markup`
${come.length > 0 && table('Who may reach it', ['port', 'container', 'by Service', 'who'], come)}
${come.length === 0 && markup`<p>Nobody but the kubelet.</p>`}
${declared !== '' && markup`<p>Declared callers: ${declared}.</p>`}
${outside.length > 0 && table('From outside the cluster', ['from outside', 'by', 'to'], outside)}
<h3>Whom it calls</h3>
${go.length > 0 && table('Whom it calls', ['address', 'variable', 'who must answer'], go)}
${go.length === 0 && markup`<p>It declares no calls.</p>`}
<p>${limits}</p>`;
}

function row(cells: readonly string[]): Markup {
  return markup`<tr>${cells.map(cell => markup`<td>${cell}</td>`)}</tr>`;
}
