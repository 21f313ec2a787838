import { App, Chart, Yaml } from 'cdk8s';
import { DaemonUpdate, HostAccess, PinterestDaemon, PinterestDaemonProps, Toleration } from 'cdk8s-pinterest';
import { Cluster, KubernetesVersion, Platform } from 'cdk8s-pinterest/platform';
import { Capability, EnvValue, PercentOrAbsolute, TaintEffect } from 'cdk8s-plus-27';
import { loadAll } from 'js-yaml';
import { apply, createNamespace, eventually, get, kubectl, serverVersion } from './kubectl';

/** Daemons with host access need a privileged namespace; those without run in a restricted one. */
const AGENTS = 'node-agents';
const CLIENTS = 'node-clients';

const IMAGE = 'registry.example.com/pinboard:1.0.0';

/** Answers with its node, its version, the pods whose logs it finds, and its user and capabilities. */
const AGENT = `
const fs = require('fs'), http = require('http');
const read = folder => { try { return fs.readdirSync(folder); } catch (error) { return error.code; } };
const status = name => new RegExp(name + ':\\\\s+(\\\\S+)').exec(fs.readFileSync('/proc/self/status', 'utf8'))[1];
process.on('SIGTERM', () => process.exit());
http.createServer((_, response) => response.end(JSON.stringify({
  node: process.env.PLATFORM_NODE, version: process.env.VERSION, logs: read('/var/log/pods'), first: fs.readFileSync('/proc/1/comm', 'utf8').trim(),
  uid: process.getuid(), effective: status('CapEff'), bounding: status('CapBnd'), noNewPrivileges: status('NoNewPrivs'),
}))).listen(8080);`;

function manifest(namespace: string, daemons: Record<string, Partial<PinterestDaemonProps>>, version = '1'): string {
  const app = new App();
  const cluster = new Cluster({ name: 'e2e', environment: 'test', version: KubernetesVersion.of(serverVersion()) });
  new Platform({ clusters: [cluster], infrastructureNamespaces: [AGENTS, CLIENTS] }).attach(app);
  const chart = new Chart(app, 'chart', { namespace });
  for (const [name, props] of Object.entries(daemons)) {
    new PinterestDaemon(chart, name, {
      owner: { team: 'infrastructure', contact: 'infra@example.com' },
      container: {
        image: IMAGE, portNumber: 8080, command: ['node', '-e', AGENT], envVariables: { VERSION: EnvValue.fromValue(version) },
      },
      update: DaemonUpdate.unavailable(PercentOrAbsolute.percent(100)),
      ...props,
    });
  }
  expect(app.node.findAll().flatMap(node => node.node.validate())).toEqual([]);
  return Yaml.stringify(...chart.toJson());
}

const agent = {
  agent: {
    host: [HostAccess.path({ path: '/var/log', reason: 'reads the logs of all pods' }), HostAccess.root('the logs are of root')],
    permissions: [{ resources: ['pods'], verbs: ['list'] }],
    tolerations: [Toleration.everything()],
    servesEveryPod: true,
  },
};

const restricted = { client: {} };

function nodes(): string[] {
  return get('nodes').items.map((node: any) => node.metadata.name).sort();
}

function daemonSet(namespace: string, name: string): any {
  return get('daemonset', name, '-n', namespace);
}

function podsOf(namespace: string, name: string): any[] {
  return get('pods', '-n', namespace, '-l', `app.kubernetes.io/name=${name}`).items.filter(
    (pod: any) => !pod.metadata.deletionTimestamp,
  );
}

function rolledOut(namespace: string, name: string): void {
  kubectl(['rollout', 'status', `daemonset/${name}`, '-n', namespace, '--timeout=120s']);
}

function inPod(namespace: string, pod: string, script: string): any {
  return JSON.parse(kubectl(['exec', pod, '-n', namespace, '-c', 'app', '--', 'node', '-e', script]));
}

/** The answer of a daemon, called from its own pod. */
function itself(name: string): any[] {
  return podsOf(AGENTS, name)
    .map(pod => inPod(AGENTS, pod.metadata.name, 'fetch("http://127.0.0.1:8080").then(async r => console.log(await r.text()))'));
}

beforeAll(() => {
  apply(JSON.stringify({
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name: AGENTS, labels: { 'pod-security.kubernetes.io/enforce': 'privileged' } },
  }));
  createNamespace(CLIENTS);
  apply(manifest(AGENTS, agent));
  apply(manifest(CLIENTS, restricted));
  rolledOut(AGENTS, 'agent');
  rolledOut(CLIENTS, 'client');
});

afterAll(() => {
  for (const name of [AGENTS, CLIENTS]) kubectl(['delete', 'namespace', name, '--wait=false']);
  kubectl(['delete', 'clusterroles,clusterrolebindings', `daemon:${AGENTS}:agent`]);
});

test('a daemon runs on every node, and one without host access in a restricted namespace', () => {
  for (const [namespace, name] of [[AGENTS, 'agent'], [CLIENTS, 'client']]) {
    expect(podsOf(namespace, name).map(pod => pod.spec.nodeName).sort()).toEqual(nodes());
    for (const pod of podsOf(namespace, name)) {
      expect(pod.spec).toMatchObject({ priorityClassName: 'system-node-critical', priority: 2000001000 });
    }
  }
});

test('it reads what belongs to its own node', () => {
  // Beside other tests, whose pods come and go: those that are there before and after.
  const running = (node: string): string[] =>
    get('pods', '-A', `--field-selector=spec.nodeName=${node},status.phase=Running`).items.map((pod: any) =>
      `${pod.metadata.namespace}_${pod.metadata.name}_${pod.metadata.uid}`);
  const before = nodes().flatMap(running);
  for (const { node, logs, uid } of itself('agent')) {
    const here = running(node).filter(each => before.includes(each));
    expect(here.length).toBeGreaterThan(0);
    expect(logs).toEqual(expect.arrayContaining(here));
    const elsewhere = podsOf(AGENTS, 'agent').filter(pod => pod.spec.nodeName !== node)
      .map(pod => `${AGENTS}_${pod.metadata.name}_${pod.metadata.uid}`);
    for (const each of elsewhere) expect(logs).not.toContain(each);
    expect(uid).toBe(0);
  }
});

test('what it may reach is written on it, and on its pods', () => {
  const hostAccess = 'path /var/log, read only: reads the logs of all pods\nroot: the logs are of root';
  for (const { metadata } of [daemonSet(AGENTS, 'agent'), ...podsOf(AGENTS, 'agent')]) {
    expect(metadata.annotations['pinterest.com/host-access']).toBe(hostAccess);
  }
});

test('a pod reaches the daemon of its own node, always', async () => {
  for (const { metadata, spec } of podsOf(CLIENTS, 'client')) {
    const script = 'Promise.all(Array.from({ length: 20 }, async () => (await '
      + `(await fetch('http://agent.${AGENTS}.svc:8080', { headers: { connection: 'close' } })).json()`
      + ').node)).then(all => console.log(JSON.stringify([...new Set(all)])))';
    await eventually(`the Service to answer on ${spec.nodeName}`, 30, () => {
      expect(inPod(CLIENTS, metadata.name, script)).toEqual([spec.nodeName]);
      return true;
    });
  }
});

test('with a permission it has a token, which is good for that alone; without it has none', () => {
  const ask = (resource: string) => `
    const fs = require('fs'), https = require('https'), folder = '/var/run/secrets/kubernetes.io/serviceaccount/';
    https.get({ host: process.env.KUBERNETES_SERVICE_HOST, port: process.env.KUBERNETES_SERVICE_PORT, path: '/api/v1/${resource}?limit=1', ca: fs.readFileSync(folder + 'ca.crt'),
      headers: { authorization: 'Bearer ' + fs.readFileSync(folder + 'token') } }, r => { console.log(r.statusCode); r.destroy(); });`;
  const [{ metadata }] = podsOf(AGENTS, 'agent');
  expect(inPod(AGENTS, metadata.name, ask('pods'))).toBe(200);
  expect(inPod(AGENTS, metadata.name, ask('secrets'))).toBe(403);
  const [client] = podsOf(CLIENTS, 'client');
  expect(inPod(CLIENTS, client.metadata.name, "console.log(require('fs').existsSync('/var/run/secrets/kubernetes.io'))"))
    .toBe(false);
});

test('on a tainted node runs only what tolerates it', () => {
  const [first, last] = nodes();
  if (!last) {
    console.log('one node only: no taint');
    return;
  }
  const daemons: Record<string, Partial<PinterestDaemonProps>> = {
    picky: {},
    precise: { tolerations: [Toleration.taint({ key: 'e2e', value: 'daemon', effect: TaintEffect.NO_SCHEDULE })] },
    tolerant: { tolerations: [Toleration.everything()] },
    elsewhere: { tolerations: [Toleration.everything()], nodeSelector: { 'kubernetes.io/hostname': first } },
  };
  kubectl(['taint', 'nodes', last, 'e2e=daemon:NoSchedule']);
  try {
    apply(manifest(CLIENTS, daemons));
    for (const name of Object.keys(daemons)) rolledOut(CLIENTS, name);
    expect(Object.keys(daemons).map(name => podsOf(CLIENTS, name).map(pod => pod.spec.nodeName).sort())).toEqual([
      nodes().filter(node => node !== last), nodes(), nodes(), [first],
    ]);
  } finally {
    kubectl(['taint', 'nodes', last, 'e2e=daemon:NoSchedule-']);
  }
  kubectl(['delete', 'daemonsets', '-n', CLIENTS, ...Object.keys(daemons)]);
});

test('every host access is accepted and does what it says', async () => {
  const [node] = nodes();
  const here = { nodeSelector: { 'kubernetes.io/hostname': node } };
  apply(manifest(AGENTS, {
    processes: { ...here, host: [HostAccess.pid('sees processes'), HostAccess.ipc('shares memory')] },
    raw: { ...here, host: [HostAccess.root('sends packets'), HostAccess.capability(Capability.NET_ADMIN, 'sets routes')] },
    unprivileged: { ...here, host: [HostAccess.capability(Capability.NET_ADMIN, 'sets routes, by the capability of a file')] },
    mighty: {
      ...here,
      host: [HostAccess.root('all'), HostAccess.privileged('all'), HostAccess.capability(Capability.SYS_ADMIN, 'mounts')],
    },
    mounter: { ...here, host: [HostAccess.root('all'), HostAccess.capability(Capability.SYS_ADMIN, 'mounts')] },
    open: { ...here, host: [HostAccess.port(8080, 'is called at the node')] },
  }));
  const names = ['processes', 'raw', 'unprivileged', 'mighty', 'mounter', 'open'];
  for (const name of names) rolledOut(AGENTS, name);
  const found = Object.fromEntries(names.map(name => [name, itself(name)]));
  for (const name of names) expect([name, found[name].length]).toEqual([name, 1]);
  // NET_ADMIN is capability 12 of the kernel; alone and among others.
  const netAdmin = (0x1000).toString(16).padStart(16, '0');
  const has = (set: string) => parseInt(set.slice(-4, -3), 16) % 2 === 1;
  expect(found.processes[0].first).not.toBe('node');
  expect(found.raw[0]).toMatchObject({ uid: 0, noNewPrivileges: '1', effective: netAdmin });
  expect(found.unprivileged[0]).toMatchObject({ uid: 10001, noNewPrivileges: '0', effective: '0'.repeat(16) });
  expect(has(found.unprivileged[0].bounding)).toBe(true);
  expect(found.mighty[0].uid).toBe(0);
  expect(has(found.mighty[0].effective)).toBe(true);
  const [{ status }] = podsOf(AGENTS, 'open');
  const [client] = podsOf(CLIENTS, 'client');
  expect(inPod(
    CLIENTS, client.metadata.name, `fetch('http://${status.hostIP}:8080').then(async r => console.log(await r.text()))`,
  )).toMatchObject({ node });
  kubectl(['delete', 'daemonsets', '-n', AGENTS, ...names]);
});

test('a daemon of the node\'s network has the node\'s address and finds Services by name', () => {
  const [node] = nodes();
  const onNode = {
    host: [HostAccess.network('speaks for the node')],
    nodeSelector: { 'kubernetes.io/hostname': node },
    container: { image: IMAGE, portNumber: 18080, command: ['node', '-e', AGENT.replace('8080', '18080')] },
  };
  apply(manifest(AGENTS, { 'on-node': onNode }));
  rolledOut(AGENTS, 'on-node');
  const [{ metadata, status }] = podsOf(AGENTS, 'on-node');
  expect(status.podIP).toBe(status.hostIP);
  expect(inPod(
    AGENTS,
    metadata.name,
    `require('dns').lookup('agent.${AGENTS}.svc.cluster.local', (error, address) => `
      + 'console.log(JSON.stringify(address ?? error)))',
  ))
    .toBe(get('service', 'agent', '-n', AGENTS).spec.clusterIP);
  kubectl(['delete', 'daemonset', '-n', AGENTS, 'on-node']);
});

test('a surge has the new pod ready before the old one ends', async () => {
  const surging = { client: { update: DaemonUpdate.surge(PercentOrAbsolute.percent(100)) } };
  apply(manifest(CLIENTS, surging));
  rolledOut(CLIENTS, 'client');
  apply(manifest(CLIENTS, surging, '2'));
  let least = Infinity;
  await eventually('the update to end', 120, () => {
    const { status, metadata } = daemonSet(CLIENTS, 'client');
    if (status.observedGeneration !== metadata.generation) return false;
    least = Math.min(least, status.numberAvailable ?? 0);
    return status.updatedNumberScheduled === nodes().length && status.numberAvailable === nodes().length;
  });
  expect(least).toBe(nodes().length);
});

test('what the library refuses of an update, the API server refuses or never finishes', async () => {
  const written = (daemon: Partial<PinterestDaemonProps>, rollingUpdate: object, version?: string) => {
    const object = (loadAll(manifest(AGENTS, { tried: daemon }, version)) as any[]).find(({ kind }) => kind === 'DaemonSet');
    object.spec.updateStrategy.rollingUpdate = rollingUpdate;
    object.spec.template.spec.serviceAccountName = 'agent';
    return JSON.stringify(object);
  };
  const refused = (rollingUpdate: object) =>
    expect(() => kubectl(['apply', '--server-side', '--dry-run=server', '-f', '-'], written({}, rollingUpdate)));
  refused({ maxSurge: 0, maxUnavailable: 0 }).toThrow(/maxUnavailable/);
  refused({ maxSurge: 0, maxUnavailable: '101%' }).toThrow(/maxUnavailable/);
  refused({ maxSurge: 1, maxUnavailable: 1 }).toThrow(/maxSurge/);
  // A surge with a host port is accepted, but its pods cannot be scheduled.
  const open = { host: [HostAccess.port(8080, 'is called at the node')] };
  apply(written(open, { maxSurge: '100%', maxUnavailable: 0 }));
  rolledOut(AGENTS, 'tried');
  apply(written(open, { maxSurge: '100%', maxUnavailable: 0 }, '2'));
  await eventually('the new pods to wait in vain', 60, () =>
    podsOf(AGENTS, 'tried').some(({ status }) => /free ports/.test(status.conditions?.[0]?.message ?? '')));
  kubectl(['delete', 'daemonset', '-n', AGENTS, 'tried']);
});

test('what is written is what the API server keeps', () => {
  for (const written of (loadAll(manifest(AGENTS, agent)) as any[])
    .filter(({ kind }) => ['DaemonSet', 'ClusterRole', 'ClusterRoleBinding', 'Service'].includes(kind))) {
    expect(get(written.kind, written.metadata.name, '-n', AGENTS)).toMatchObject(written);
  }
});

test('applying the same again changes nothing', async () => {
  const versions = () => Object.fromEntries([
    ...get('daemonsets,services,serviceaccounts,networkpolicies', '-n', AGENTS).items,
    ...get('clusterroles,clusterrolebindings', '-l', 'app.kubernetes.io/name=agent').items,
  ].map((object: any) => [`${object.kind}/${object.metadata.name}`, object.metadata.resourceVersion]));
  const before = versions();
  expect(Object.keys(before)).toEqual(expect.arrayContaining([
    'DaemonSet/agent', `ClusterRole/daemon:${AGENTS}:agent`, `ClusterRoleBinding/daemon:${AGENTS}:agent`,
  ]));
  apply(manifest(AGENTS, agent));
  expect(versions()).toEqual(before);
});
