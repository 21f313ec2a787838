import { Door, portOf } from './doors';
import { ExplainedField, ExplainedObject, Explanation } from './explanation';
import { isCommon } from './groups';
import { differentPods, Pod, PodContainer } from './pod';
import { StartStep, StopStep } from './pod-order';
import { isWritten } from './property-sources';
import { shortPath } from './short-path';
import { visible } from '../output/plain';
import { Style } from '../output/style';

/** A workload on a page. */
export function textOf(explanation: Explanation, style: Style): string {
  const { workload, place, version, objects, pods } = explanation;
  const lines = (title: string, body: readonly string[]) => body.length > 0 ? [style.bold(title), ...body, ''] : [];
  return [
    `${style.bold(visible(`${workload.kind} ${workload.namespace}/${workload.name}`))} on ${visible(workload.cluster)}, `
      + `Kubernetes ${visible(version)}${place && style.dim(`  ${visible(place)}`)}`,
    `  team ${visible(workload.team)} (${visible(workload.contact)}), release ${visible(workload.release)}, `
      + `channel ${visible(workload.channel)}`,
    '',
    ...lines('Objects', table(objects.map(object => objectLine(object, style)))),
    ...differentPods(pods).flatMap(pod => podLines(pod, explanation, style, pods.length)),
    ...lines('Who may reach it', doorLines(explanation)),
    ...lines('Whom it calls', callLines(explanation)),
    ...lines('What you have written', propertyLines(explanation, style)),
    style.dim(`One field: pinterest explain ${visible(workload.name)} ${
      exampleOf(pods)}. All of them: --output json, or --html FILE.`),
  ].join('\n');
}

/** Columns as wide as their texts; the last one is free. */
function table(rows: readonly (readonly string[])[]): string[] {
  const widths = rows[0]?.slice(0, -1).map((_, n) => Math.max(...rows.map(row => lengthOf(row[n])))) ?? [];
  const padded = (cell: string, n: number) => cell + ' '.repeat(n < widths.length ? widths[n] - lengthOf(cell) : 0);
  return rows.map(row => `  ${row.map(padded).join('  ')}`.trimEnd());
}

function lengthOf(text: string): number {
  // eslint-disable-next-line no-control-regex
  return text.replace(/\u001b\[\d+m/g, '').length;
}

function objectLine({ kind, name, itself, shared }: ExplainedObject, style: Style): string[] {
  const from = fromWords(itself);
  return [
    visible(`${kind}/${name}`), whoOf(itself),
    `${visible(itself.why)}${shared ? ', shared in the chart' : ''}${from && style.cyan(` ← ${from}`)}`,
  ];
}

/** Short: `kind`, `traffic`, `you`, `platform`, `patch`. */
export function whoOf({ origin, who }: Pick<ExplainedField, 'origin' | 'who'>): string {
  if (origin.type === 'component') return visible(origin.name ?? '');
  if (origin.type === 'user') return 'you';
  return origin.type === 'patch' ? visible(who) : origin.type;
}

export function fromWords({ from }: Pick<ExplainedField, 'from'>): string {
  return from.map(({ property }) => visible(property)).join(', ');
}

function podLines(pod: Pod, { purposes }: Explanation, style: Style, of: number): string[] {
  const title = of > 1 ? `Pods of ${visible(pod.object)}` : 'Pods';
  return [
    style.bold(title), ...table(pod.containers.map(container => containerLine(container, purposes))), '',
    style.bold('  Start'), ...startLines(pod.start), '',
    style.bold(`  Stop, within ${visible(`${pod.graceSeconds}`)} s`), ...stopLines(pod.stop), '',
  ];
}

const ROLES = { application: 'application', sidecar: 'sidecar', init: 'init container' };

function containerLine({ name, role, component, who, ports }: PodContainer, purposes: ReadonlyMap<string, string>): string[] {
  const by = component === undefined ? who : [component, purposes.get(component)].filter(Boolean).join(': ');
  const at = ports.map(({ name: port, number }) => port ? `${port} ${number}` : `${number}`).join(', ');
  return [visible(name), ROLES[role], visible(at), visible(role === 'application' && component === undefined ? 'yours' : by)];
}

function startLines(steps: readonly StartStep[]): string[] {
  return table(steps.map(({ container, until, holds, ready }, n) => [
    `  ${n + 1}.`, visible(container),
    `${n === steps.length - 1 ? 'runs' : holds ? `the next waits until ${visible(until)}` : 'the next does not wait'}${
      ready && `; ready by its ${ready}`}`,
  ]));
}

function stopLines(steps: readonly StopStep[]): string[] {
  return table(steps.map(({ container, hook, term }) => (
    [`  ${visible(container)}`, `${hook && `${visible(hook)}; `}SIGTERM ${visible(term)}`]
  )));
}

function doorLines({ doors, routes, callers }: Explanation): string[] {
  if (doors.length === 0 && routes.length === 0) return ['  nobody but the kubelet'];
  return [
    ...table(doors.map(door => [visible(portOf(door)), doorTo(door), door.peers.map(visible).join('; ')])),
    ...table(routes.map(({ object, host, path, to }) => [visible(object), visible(host + path), `→ ${visible(to)}`])),
    ...(callers.length > 0 ? [`  declared callers: ${callers.map(({ namespace, name }) => visible(`${namespace}/${
      name}`)).join(', ')}`] : []),
  ];
}

function doorTo({ container, services }: Door): string {
  const by = services.length > 0 ? ` by ${services.join(', ')}` : '';
  return visible(`${container === undefined ? '' : `→ ${container}`}${by}`);
}

function callLines({ calls, limitedEgress }: Explanation): string[] {
  return [
    ...table(calls.map(({ host, port, variable, spiffeId }) => [visible(`${host}:${port}`), visible(`$${
      variable}`), visible(spiffeId)])),
    ...(limitedEgress ? ['  and nothing else: its NetworkPolicy limits where it may connect to'] : []),
  ];
}

/** Each property, and where it leads. */
function propertyLines({ objects }: Explanation, style: Style): string[] {
  const found = new Map<string, { place: string; fields: string[] }>();
  for (const { kind, itself, fields } of objects) {
    const whole = new Set(itself.from.map(({ property }) => property));
    for (const field of [itself, ...fields]) {
      for (const { property, place } of field.from.filter(isWritten)) {
        const known = found.get(property) ?? { place, fields: [] };
        found.set(property, known);
        // What makes the whole object needs no word on its parts.
        if (field !== itself && (whole.has(property) || isCommon(field))) continue;
        known.fields.push(field === itself ? kind : `${kind} ${shortPath(field.path)}`);
      }
    }
  }
  return table([...found].sort(([a], [b]) => a < b ? -1 : 1).map(([property, { place, fields }]) => {
    const different = [...new Set(fields)];
    const more = different.length > 3 ? `, and ${different.length - 3} more` : '';
    return [visible(property), style.dim(visible(place)), different.slice(0, 3).map(visible).join(', ') + more];
  }));
}

function exampleOf([pod]: readonly Pod[]): string {
  const application = pod?.containers.find(({ role }) => role === 'application');
  return application === undefined ? 'metadata.name' : `'containers[${visible(application.name)}].image'`;
}
