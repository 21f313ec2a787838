import {
  Caller, Egress, EgressPeer, Exposure, PinterestChart, PinterestDaemon, PinterestJobSet, PinterestService, PinterestStatefulSet,
  PodVolume, Port, PortAccess, PortProxy, ScratchFolder, SidecarOptions,
} from 'cdk8s-pinterest';
import * as fc from 'fast-check';
import { templatesOf } from '../everything';
import { Built, MESH, VERSIONS } from '../synth';

const CONTAINER = { image: 'registry.example.com/app:1', command: ['run'] };
const none = PortProxy.none('speaks for itself');

/** Who may reach a port, on any cluster. */
const access = fc.constantFrom(
  PortAccess.callers(Caller.external('web', 'front')), PortAccess.PEERS, PortAccess.MONITORING, PortAccess.KUBELET,
  PortAccess.EVERY_POD, PortAccess.namespaces('front', 'shop'), PortAccess.WORLD, PortAccess.ranges('10.0.0.0/8'),
  PortAccess.callers(Caller.external('web', 'front')).plus(PortAccess.MONITORING).plus(PortAccess.PEERS),
);
const make = fc.constantFrom(Port.http, Port.grpc, Port.tcp, Port.udp, Port.sctp, Port.metrics);

/** Ports with names and numbers of their own; those that a proxy might not serve have none. */
const ports = fc.array(fc.record({ make, access, proxied: fc.boolean() }), { maxLength: 5 }).map(all => all.map((each, n) => (
  each.make(5000 + n, {
    name: `port-${n}`,
    access: each.access,
    proxy: each.proxied && [Port.http, Port.grpc, Port.tcp].includes(each.make) && !each.access._uncertified ? undefined : none,
  })
)));

const workload = fc.record({
  kind: fc.constantFrom('service', 'store', 'daemon', 'job'),
  version: fc.constantFrom(...VERSIONS),
  identity: fc.boolean(),
  ports,
  sidecar: fc.boolean(),
  scratch: fc.boolean(),
  egress: fc.boolean(),
  exposed: fc.boolean(),
});
type Workload = typeof workload extends fc.Arbitrary<infer T> ? T : never;

function build(chart: PinterestChart, { kind, ports: all, sidecar, scratch, egress, exposed }: Workload): void {
  const props = {
    container: CONTAINER,
    ports: all,
    ...(scratch && { scratch: [ScratchFolder.disk('/tmp'), ScratchFolder.disk('/var/cache')] }),
    ...(egress && { network: { egress: Egress.only(EgressPeer.workload('app'), EgressPeer.ranges(['192.0.2.0/24'])) } }),
  };
  const exposure = Exposure.ingress({ host: 'a.example.com' });
  const served = { ...props, ...(exposed && { ports: [Port.http(8080), ...all], exposure }) };
  const built = kind === 'service' ? new PinterestService(chart, 'app', served)
    : kind === 'store' ? new PinterestStatefulSet(chart, 'app', served)
      : kind === 'daemon' ? new PinterestDaemon(chart, 'app', props) : new PinterestJobSet(chart, 'app', props);
  if (!sidecar) return;
  built.pod.addVolume(PodVolume.emptyDir('shared'));
  built.pod.mount({ volume: 'shared', path: '/shared', readOnly: false });
  const options: SidecarOptions = {
    container: CONTAINER, mounts: [{ volume: 'shared', path: '/shared' }], ports: [Port.metrics(9100, { name: 'side-metrics' })],
  };
  built.pod.addSidecar('side', options);
}

const unique = (values: unknown[]) => expect(new Set(values).size).toBe(values.length);

/** What no server and no linter says. */
function judge(objects: any[], [[, template]]: [string, any][], given: Workload): void {
  const { containers, initContainers = [], volumes = [] } = template.spec;
  const all = [...containers, ...initContainers];
  const listening = all.flatMap(({ ports: own = [] }) => own.map((port: any) => `${port.containerPort} ${port.protocol}`));
  unique(objects.map(({ kind, metadata }) => `${kind} ${metadata.name}`));
  unique(all.map(({ name }) => name));
  unique(volumes.map(({ name }: any) => name));
  for (const { volumeMounts = [] } of all) {
    unique(volumeMounts.map(({ mountPath }: any) => mountPath));
    for (const { name } of volumeMounts) expect(volumes.map((volume: any) => volume.name)).toContain(name);
  }
  for (const { spec } of objects.filter(({ kind }) => kind === 'Service')) {
    const { selector, ports: own = [] } = spec;
    expect(template.metadata.labels).toMatchObject(selector);
    unique(own.map(({ name }: any) => name));
    unique(own.map(({ port, protocol }: any) => `${port} ${protocol}`));
    for (const { targetPort, protocol } of own) expect(listening).toContain(`${targetPort} ${protocol}`);
  }
  for (const { spec } of objects.filter(({ kind }) => kind === 'NetworkPolicy')) {
    expect(template.metadata.labels).toMatchObject(spec.podSelector.matchLabels);
    for (const { from, ports: own = [] } of spec.ingress ?? []) {
      expect(from ?? ['everybody']).not.toEqual([]);
      for (const { port, protocol } of own) expect(listening).toContain(`${port} ${protocol}`);
    }
  }
  for (const { spec } of objects.filter(({ kind }) => kind === 'Ingress')) {
    const service = objects.find(({ kind, metadata }) => kind === 'Service' && metadata.name === 'app');
    expect(service.spec.ports.map((port: any) => port.name)).toContain(spec.rules[0].http.paths[0].backend.service.port.name);
  }
  // Where a proxy stands before a port, nobody comes to the port itself but who is said to.
  const open = objects.filter(({ kind }) => kind === 'NetworkPolicy').flatMap(({ spec }) => spec.ingress ?? [])
    .filter(({ from = [] }) => from.some((peer: any) => JSON.stringify(peer).includes('"front"')))
    .flatMap(({ ports: own = [] }) => own.map(({ port }: any) => port));
  for (const { number, proxy, transport } of given.ports) {
    const isProxied = given.identity && ['service', 'store'].includes(given.kind) && proxy === undefined && transport === 'TCP';
    if (isProxied) expect(open).not.toContain(number);
  }
}

test('whatever is combined, all parts of the output fit each other', () => {
  fc.assert(fc.property(workload, given => {
    const world = { ...(given.identity ? MESH : { ...MESH, identity: undefined }), version: given.version };
    const built = new Built(chart => build(chart, given), world, given.kind === 'daemon' ? 'platform' : 'shop');
    expect(built.errors).toEqual([]);
    const objects = built.all();
    judge(objects, templatesOf(objects), given);
  }), { numRuns: 100, interruptAfterTimeLimit: 20_000, markInterruptAsFailure: false });
});
