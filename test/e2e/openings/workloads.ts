import * as fs from 'node:fs';
import * as path from 'node:path';
import { Duration, Size } from 'cdk8s';
import {
  Caller, ConfigFile, Egress, EgressPeer, Exposure, HealthCheck, PinterestChart, PinterestService, PinterestServiceProps, Port,
  PortAccess, PortProxy, Scaling, SecretFile, ServiceType,
} from 'cdk8s-pinterest';
import { ClusterProps, SecretStore } from 'cdk8s-pinterest/platform';
import { Cpu, EnvValue } from 'cdk8s-plus-27';
import { manifestOf } from '../manifest';
import { MESH } from '../mesh';
import { SecretStoreServer } from '../secret-store';

/** The namespaces of those who call from elsewhere, each with one pod of this name. */
export const ELSEWHERE = { friend: 'openings-friend', monitor: 'openings-monitor', edge: 'openings-edge' };
export const NODE_PORT = 30975;

/** What the runtime of pods with limited egress must reach, on the cluster with identity. */
export const STORE = new SecretStoreServer();

/** A subject and its callers: on a cluster without identity and on one with it. */
export interface Flavour {
  readonly namespace: string;
  readonly identity: boolean;
}

const fileOf = (name: string) => ConfigFile.raw(fs.readFileSync(path.join(__dirname, name), 'utf8'));
const NONE = PortProxy.none('a test of what comes without a proxy');

/** A container that answers at these ports, and can call. */
function container(name: string, ports: string) {
  return {
    image: 'registry.example.com/pinboard:1.0.0',
    command: ['node', '/etc/app/server.js'],
    envVariables: { NAME: EnvValue.fromValue(name), PORTS: EnvValue.fromValue(ports) },
    resources: { cpu: { request: Cpu.millis(10) }, memory: { request: Size.mebibytes(48) } },
  };
}

const CONFIG = { files: { 'server.js': fileOf('server.js'), 'calls.js': fileOf('calls.js') } };

/** A pod that calls; it answers everybody, so that what keeps another one from calling it is that one's egress. */
function caller(chart: PinterestChart, name: string, more: Partial<PinterestServiceProps> = {}): void {
  const open = { access: PortAccess.WORLD, proxy: NONE };
  new PinterestService(chart, name, {
    container: container(name, 'http:7001 http:7002 udp:7003'),
    config: CONFIG,
    scaling: Scaling.fixed(1),
    ports: [
      Port.http(7001, { name: 'one', ...open }), Port.http(7002, { name: 'two', ...open }),
      Port.udp(7003, { name: 'three', ...open }),
    ],
    ...more,
  });
}

/** Every sort of port and access. */
function target(chart: PinterestChart, addresses: Addresses): void {
  const own = PortAccess.callers(Caller.workload('other'));
  const service = new PinterestService(chart, 'target', {
    container: container('target', [
      ...[8080, 8001, 8002, 8003, 8004, 8005, 8006, 8007, 8008, 8009, 8011, 8012, 9187, 53].map(port => `http:${port}`),
      ...[53, 8010, 10000, 10003, 10004].map(port => `udp:${port}`), 'h2:9090',
    ].join(' ')),
    config: CONFIG,
    scaling: Scaling.fixed(2),
    security: { sysctls: { 'net.ipv4.ip_unprivileged_port_start': '53' } },
    callers: [Caller.workload('caller')],
    ports: [
      Port.http(8080),
      Port.http(8001, { name: 'own', access: own }),
      Port.http(8002, { name: 'both', access: PortAccess.CALLERS.plus(own) }),
      Port.tcp(8003, { name: 'peers', access: PortAccess.PEERS }),
      Port.http(8004, { name: 'kubelet', access: PortAccess.KUBELET }),
      Port.http(8005, { name: 'every', access: PortAccess.EVERY_POD }),
      Port.tcp(8006, { name: 'friends', access: PortAccess.namespaces(ELSEWHERE.friend) }),
      Port.tcp(8007, { name: 'ranges', access: PortAccess.ranges(`${addresses.stranger}/32`), proxy: NONE }),
      Port.tcp(8008, { name: 'world', access: PortAccess.WORLD, proxy: NONE }),
      Port.tcp(8009, { name: 'webhook', access: PortAccess.API_SERVER, proxy: NONE }),
      Port.udp(8010, { name: 'gossip', proxy: NONE }),
      Port.http(8011, { name: 'console' }),
      Port.tcp(8012, { name: 'database', proxy: NONE }),
      Port.udp(10000, { name: 'rtp', lastNumber: 10003, proxy: NONE }),
      Port.udp(53, { name: 'dns', proxy: NONE }),
      Port.tcp(53, { name: 'dns-tcp', proxy: NONE }),
      Port.grpc(9090),
      Port.metrics(9187),
    ],
    health: { readiness: HealthCheck.http('/', { port: 8004 }) },
    exposure: Exposure.ingress({ host: 'api.example.com' })
      .plus(Exposure.ingress({ host: 'console.example.com', port: 'console' })),
    moreServices: [
      { name: 'target-nodes', ports: ['world'], type: ServiceType.nodePort({ ports: { world: nodePort(chart) } }) },
      {
        name: 'target-public',
        ports: ['world', 'ranges'],
        type: ServiceType.loadBalancer({
          annotations: { 'example.com/internal': 'true' }, sourceRanges: ['203.0.113.0/24'], localTraffic: true,
          className: 'example.com/nobody',
        }),
      },
    ],
  });
  service.pod.addSidecar('exporter', {
    container: container('exporter', 'http:9121'), ports: [Port.metrics(9121, { name: 'exporter' })], config: true,
  });
}

/** Only one flavour can have a number on the nodes. */
const nodePort = (chart: PinterestChart) => NODE_PORT + (chart.namespace!.endsWith('mesh') ? 1 : 0);

const limited = (addresses: Addresses) => Egress.only(
  EgressPeer.workload('other', { ports: [7001], udpPorts: [7003] }),
  EgressPeer.namespace(ELSEWHERE.friend),
  EgressPeer.external('monitor', ELSEWHERE.monitor, { ports: [7001] }),
  EgressPeer.ranges([`${addresses.caller}/32`], { ports: [7001] }),
  EgressPeer.API_SERVER,
);

/** Addresses of pods by their names, and where the API server is behind its Service. */
export interface Addresses {
  readonly stranger: string;
  readonly caller: string;
  readonly apiServer: { readonly address: string; readonly port: number };
}

/** Of documentation, until pods have theirs. */
const NOBODY: Addresses = { stranger: '192.0.2.1', caller: '192.0.2.2', apiServer: { address: '192.0.2.3', port: 6443 } };

export function manifest({ namespace, identity }: Flavour, addresses: Addresses = NOBODY): string {
  return manifestOf(namespace, chart => {
    ['caller', 'other', 'stranger'].forEach(name => caller(chart, name));
    caller(chart, 'limited', {
      network: { egress: limited(addresses) },
      ports: [Port.http(7001)],
      callers: [Caller.workload('caller')],
      ...(identity && { secrets: [SecretFile.value({ path: 'kv/data/boards/db', key: 'password', file: 'password' })] }),
    });
    target(chart, addresses);
  }, clusterOf(identity, addresses));
}

/** Those of other namespaces, who have certificates and call both flavours. */
export const elsewhere = (): string[] => Object.entries(ELSEWHERE).map(([name, namespace]) => (
  manifestOf(namespace, chart => caller(chart, name), clusterOf(true, NOBODY))
));

function clusterOf(identity: boolean, { apiServer }: Addresses): Partial<ClusterProps> {
  return {
    ...(identity && {
      identity: MESH, secretStore: SecretStore.vault({ address: STORE.address, refresh: Duration.seconds(2) }),
    }),
    apiServerRanges: [`${apiServer.address}/32`],
    apiServerPorts: [apiServer.port],
    monitoringNamespace: ELSEWHERE.monitor,
    ingress: { className: 'public', namespace: ELSEWHERE.edge },
  };
}
