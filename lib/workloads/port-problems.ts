import { KindTraits } from './kind-traits';
import { OpenPort, proxyProblems } from './open-ports';
import { uncertifiedProblems } from './plaintext-findings';
import { WorkloadPlan } from './plan';
import { rangeClashes } from './port-ranges';
import { addedByBoth } from './volume-problems';
import { Cluster } from '../cluster/cluster';
import { Entry } from '../pod/pod-contents';
import { PodPlan } from '../pod/pod-plan';
import { AnySource } from '../ports/port-access';
import { Transport } from '../ports/transport';
import { OriginType } from '../tree/origin';
import { must, Problem } from '../validation/problem';
import { suggest } from '../validation/suggest';

/** What is wrong with the ports of all containers of a pod together, and with who may reach them. */
export function portProblemsOf(ports: OpenPort[], { pod }: WorkloadPlan, cluster: Cluster, traits: KindTraits): Problem[] {
  return [
    clashProblems(ports.filter(({ field }) => !field.startsWith('pod.')), pod),
    rangeClashes(ports, pod),
    entryProblems(ports, pod),
    nobodyProblems(ports, traits),
    proxyProblems(ports, cluster, traits),
    uncertifiedProblems(ports, cluster),
    ports.flatMap(port => servicePortProblems(port, traits)),
    ports.flatMap(({ field, port: { access } }) => must(
      !access._has(AnySource.API_SERVER) || cluster.apiServerRanges !== undefined, {
        field,
        value: 'API_SERVER',
        rule: `the cluster ${cluster.name} does not say from where its API server calls`,
        fix: 'Set apiServerRanges on the Cluster, or use PortAccess.ranges.',
      },
    )),
  ].flat();
}

/** A number in a Service that does not exist, or does not have the port. */
function servicePortProblems({ field, port }: OpenPort, traits: KindTraits): Problem[] {
  const { servicePort: value, access, lastNumber } = port;
  if (value === undefined || lastNumber !== undefined) return [];
  const of = traits.listens ? 'a port that nobody but the kubelet may reach' : `a ${traits.kind}, which has no Service`;
  return must(traits.listens === true && !access._nobody, {
    field: `${field}.servicePort`, value, rule: `has no meaning for ${of}`, fix: 'Leave it out.',
  });
}

/** Without a Service a kind has no callers, of whom the default access of a port speaks. */
function nobodyProblems(ports: OpenPort[], { kind, dnsNames }: KindTraits): Problem[] {
  if (dnsNames !== undefined) return [];
  return ports.filter(({ short, port: { access } }) => !short && access._callersOnly).map(({ field, port: { name } }) => ({
    field,
    value: name,
    rule: `is for the callers of the workload, and a ${kind} has none`,
    fix: 'Say who reaches it: access: PortAccess.PEERS, PortAccess.KUBELET or PortAccess.callers(...).',
  }));
}

/** What would stand in front of nothing. */
function entryProblems(ports: OpenPort[], plan: PodPlan): Problem[] {
  const { entries, exposedEntries } = plan._read();
  if (entries.size === 0 && exposedEntries.size === 0) return [];
  const own = ports.filter(({ field }) => !field.startsWith('pod.'));
  const names = own.map(({ port }) => port.name);
  const exposed = own.filter(port => port.exposed).map(({ port }) => port.name);
  const [unnamed, first] = [exposedEntries.get(''), exposedEntries.get(exposed[0])];
  const found = [
    ...must(unnamed === undefined || first === undefined || unnamed.origin === first.origin, () => ({
      field: 'pod',
      value: 'entry for ingress controllers and gateways',
      rule: addedByBoth(`${first!.origin}`, `${unnamed!.origin}`),
      fix: 'Leave one of the two out.',
    })),
    ...[...entries.keys()].filter(name => !names.includes(name)).map(value => ({
      field: 'pod.enterThrough', value, rule: 'is no port of the application', fix: suggest('ports', names),
    })),
    ...[...exposedEntries].filter(([name]) => !exposed.includes(name === '' ? exposed[0] : name)).map(([name, entry]) => ({
      field: 'pod.exposeThrough',
      value: name === '' ? entry.port : name,
      rule: 'is for a port that no ingress controller or gateway calls',
      fix: 'Set exposure on the workload, or leave it out.',
    })),
  ];
  return found.length > 0 ? found : listeningProblems(ports, plan);
}

/** Where a user's entry leads to nothing, callers would wait for an answer. */
function listeningProblems(ports: OpenPort[], plan: PodPlan): Problem[] {
  const { entries, exposedEntries, containers } = plan._read();
  const beside = containers.filter(({ sidecar }) => sidecar).flatMap(({ container: { spec } }) => spec.ports ?? []);
  const listening = [
    ...beside.filter(({ protocol = 'TCP' }) => protocol === 'TCP').map(({ containerPort }) => containerPort),
    ...ports.filter(({ port }) => port.transport === Transport.TCP).map(({ port }) => port.number),
  ];
  const lost = (field: string, all: Map<string, Entry>) => [...all.values()]
    .filter(({ port, origin }) => origin.type === OriginType.USER && !listening.includes(port))
    .map(({ port: value }) => ({
      field,
      value,
      rule: 'is no TCP port of a container of the pod',
      fix: 'Add it to the ports of the sidecar, or write another.',
    }));
  return [...lost('pod.enterThrough', entries), ...lost('pod.exposeThrough', exposedEntries)];
}

/** Whether a number or a name is there twice, as it is in hardly any pod. */
function mayClash(own: OpenPort[], plan: PodPlan): boolean {
  const seen = new Set<string | number>();
  let all = 0;
  const add = (name: string | undefined, number: number, transport: string) => {
    seen.add(transport === 'TCP' ? number : `${number} ${transport}`);
    all += 1;
    if (name === undefined) return;
    seen.add(name);
    all += 1;
  };
  for (const { port: { name, number, transport } } of own) add(name, number, transport);
  for (const { container: { spec } } of plan._read().containers) {
    for (const { name, containerPort, protocol = 'TCP' } of spec.ports ?? []) add(name, containerPort, protocol);
  }
  return seen.size < all;
}

/** A number and a name are there once in a pod. */
function clashProblems(own: OpenPort[], plan: PodPlan): Problem[] {
  if (!mayClash(own, plan)) return [];
  const planned = plan._read().containers.flatMap(({ name, sidecar, container: { spec }, origin }) => (
    (spec.ports ?? []).map(port => ({ container: name, sidecar, number: port.containerPort, port, origin }))
  ));
  type Planned = typeof planned[number];
  const isAt = (number: number, protocol: string | undefined) => (each: Planned) => (
    each.number === number && each.port.protocol === protocol
  );
  const isCalled = (name: string | undefined) => (each: Planned) => name !== undefined && each.sidecar && each.port.name === name;
  return [
    own.flatMap(({ field, port: { name, number, transport } }) => [
      ...planned.filter(isAt(number, transport)).slice(0, 1).map(({ container }) => ({
        field,
        value: number,
        rule: `is the port of the container "${container}" in the same pod`,
        fix: 'Let the application listen on another port, for example 8080.',
      })),
      ...planned.filter(isCalled(name)).slice(0, 1).map(({ container }) => ({
        field,
        value: name,
        rule: `is the name of a port of the container "${container}" in the same pod`,
        fix: 'Choose another name.',
      })),
    ]),
    planned.flatMap(({ container, number, port, sidecar, origin }, n) => {
      const before = planned.slice(0, n);
      const field = `pod.containers["${container}"].ports`;
      const both = (first: Planned) => addedByBoth(`${first.origin}`, `${origin}`);
      return [
        ...before.filter(isAt(number, port.protocol)).slice(0, 1).map(first => ({
          field,
          value: number,
          rule: `is the port of the container "${first.container}", too: ${both(first)}`,
          fix: 'Let one of the two listen on another port.',
        })),
        ...(sidecar ? before.filter(isCalled(port.name)).slice(0, 1).map(first => ({
          field,
          value: port.name,
          rule: `is the name of a port of the container "${first.container}", too: ${both(first)}`,
          fix: 'Choose another name.',
        })) : []),
      ];
    }),
  ].flat();
}
