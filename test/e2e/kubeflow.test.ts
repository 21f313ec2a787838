import { Size } from 'cdk8s';
import { Gang, PinterestJobSet, PinterestTrainingJob, Shards, TrainingBackend, TrainingFramework } from 'cdk8s-pinterest';
import { Cpu } from 'cdk8s-plus-27';
import { apply, createNamespace, eventually, get, kubectl, serverVersion } from './kubectl';
import { manifestOf } from './manifest';
import { Pods, trainings } from './trainings';

/*
 * Needs the Kubeflow training operator and Kueue, such as `operators/run` starts them. Without them these tests are skipped, or
 * fail if OPERATORS=1. The operator needs a template for its init container, such as that of `operators/run`: namespaces with the
 * restricted Pod Security Standard refuse the default one.
 */
const NAMESPACE = 'training-operators';
const IMAGE = 'registry.example.com/trainer-torch:1.0.0';

const served = new Set(kubectl(['get', 'crd', '-o', 'name']).split('\n'));
const missing = ['pytorchjobs.kubeflow.org', 'tfjobs.kubeflow.org', 'clusterqueues.kueue.x-k8s.io']
  .filter(name => !served.has(`customresourcedefinition.apiextensions.k8s.io/${name}`));
if (missing.length > 0) console.log(`no Kubeflow training operator and Kueue: not tested (missing: ${missing.join(', ')})`);
const operators = missing.length === 0 || process.env.OPERATORS === '1' ? describe : describe.skip;

/** Prints its environment, waits until the host names in it resolve, and runs until it is released. */
const LOOK = `
import json, os, re, socket, time
env = dict(os.environ)
print("ENV", json.dumps(env), flush=True)
server = socket.create_server(("", 23456))
named = [env.get("MASTER_ADDR"), env.get("PET_MASTER_ADDR"), env.get("PET_RDZV_ENDPOINT", "").split(":")[0]]
for host in filter(None, [*named, *re.findall(r'"([^":]+):\\d+"', env.get("TF_CONFIG", ""))]):
    for _ in range(120):
        try:
            socket.getaddrinfo(host, None)
            break
        except OSError:
            time.sleep(0.5)
    else:
        raise SystemExit(host + " is not found")
print("FOUND", flush=True)
while not os.path.exists("/tmp/go"):
    time.sleep(0.5)
`;

const FRAMEWORKS: Record<string, TrainingFramework> = {
  plain: TrainingFramework.pytorch({ nodes: 2, processesPerNode: 2 }),
  elastic: TrainingFramework.pytorch({ nodes: 2, minNodes: 1 }),
  tensorflow: TrainingFramework.tensorflow({ workers: 2, parameterServers: 1, evaluator: true }),
};
const BACKENDS: Record<string, TrainingBackend> = { native: TrainingBackend.NATIVE, kubeflow: TrainingBackend.KUBEFLOW };

function looking(name: string, backend: string): string {
  return manifestOf(NAMESPACE, chart => new PinterestTrainingJob(chart, `${name}-${backend}`, {
    container: {
      image: IMAGE,
      command: ['python3', '-c', LOOK],
      resources: { cpu: { request: Cpu.millis(10) }, memory: { request: Size.mebibytes(32) } },
    },
    framework: FRAMEWORKS[name],
    backend: BACKENDS[backend],
    sharedMemory: Size.mebibytes(1),
  }));
}

const podsOf = (name: string) => new Pods(NAMESPACE, `app.kubernetes.io/name=${name}`);

/** What a pod does, by its host name: `x-native-…-0` and the operator's `x-kubeflow-…-master-0` are the same. */
function seatOf(host: string): string {
  const [, name, backend, role, index] = /^(\w+)-(native|kubeflow)-\w+(?:-([a-z]+))?-(\d+)$/.exec(host.split('.')[0])!;
  if (role === 'master') return 'worker-0';
  // Next to a master the operator numbers workers from 0 again.
  return `${role ?? 'worker'}-${name === 'plain' && backend === 'kubeflow' ? Number(index) + 1 : index}`;
}

/** A pod's variables except those that name the pod itself; host names are replaced by the role of their pod. */
function variables(env: Record<string, string>): Record<string, string> {
  const own = /^(PLATFORM_(SERVICE|POD_\w+|NODE)|OTEL_(SERVICE_NAME|RESOURCE_ATTRIBUTES)|HOSTNAME|KUBERNETES_\w+|JOB_COMPLETION_INDEX|TASK_(TYPE|INDEX))$/;
  const seats = (value: string) =>
    value.replace(/\b[a-z]+-(native|kubeflow)-[-a-z0-9]+(\.[-a-z0-9]+)*/g, host => `<${seatOf(host)}>`);
  return Object.fromEntries(Object.entries(env).filter(([name]) => !own.test(name)).map(([name, value]) => [name, seats(value)]));
}

/** The output of every pod of a training, by role; read while it runs, since some backends delete pods. */
async function environments(name: string, pods: number): Promise<Record<string, Record<string, string>>> {
  const seen: Record<string, Record<string, string>> = {};
  const found = new Set<string>();
  const container = name.startsWith('tensorflow') ? 'tensorflow' : 'pytorch';
  await eventually(`the ${pods} pods of ${name} to find each other`, 180, () => {
    for (const { metadata } of podsOf(name).all) {
      const log = podsOf(name).log(metadata.name, container);
      const env = /^ENV (.*)$/m.exec(log);
      if (env) seen[metadata.name] = JSON.parse(env[1]);
      if (/^FOUND$/m.test(log)) found.add(metadata.name);
    }
    return found.size === pods;
  });
  return seen;
}

const succeeded = (object: any) =>
  (object.status?.conditions ?? []).some((each: any) => ['Succeeded', 'Complete'].includes(each.type) && each.status === 'True');
const jobs = (kind: string, name: string): any[] => get(kind, '-n', NAMESPACE, '-l', `app.kubernetes.io/name=${name}`).items;

async function completed(kind: string, name: string, seconds = 180): Promise<any[]> {
  return eventually(`${name} to succeed`, seconds, () => {
    const all = jobs(kind, name);
    return all.length > 0 && all.every(succeeded) && all;
  });
}

/** A queue with room for this many CPUs. */
function quota(cpus: string): void {
  const own = { apiVersion: 'kueue.x-k8s.io/v1beta1' };
  const resources = [{ name: 'cpu', nominalQuota: cpus }, { name: 'memory', nominalQuota: '100Gi' }];
  apply([
    { ...own, kind: 'ResourceFlavor', metadata: { name: 'training' } },
    {
      ...own,
      kind: 'ClusterQueue',
      metadata: { name: 'training' },
      spec: {
        namespaceSelector: {},
        resourceGroups: [{ coveredResources: ['cpu', 'memory'], flavors: [{ name: 'training', resources }] }],
      },
    },
    { ...own, kind: 'LocalQueue', metadata: { name: 'models', namespace: NAMESPACE }, spec: { clusterQueue: 'training' } },
  ].map(object => JSON.stringify(object)).join('\n'));
}

operators('with the real operators', () => {
  beforeAll(() => {
    expect(missing).toEqual([]);
    createNamespace(NAMESPACE);
  });
  afterAll(() => kubectl(['delete', 'namespace', NAMESPACE, '--wait=false']));

  test.each<[string, number, string]>([['plain', 2, 'pytorchjobs'], ['elastic', 2, 'pytorchjobs'], ['tensorflow', 5, 'tfjobs']])(
    '%s: pods get the same variables from the operator and from the native backend, and find each other by them',
    async (name, count, kind) => {
      for (const backend of Object.keys(BACKENDS)) apply(looking(name, backend));
      const [native, kubeflow] = [await environments(`${name}-native`, count), await environments(`${name}-kubeflow`, count)];
      for (const { metadata } of [...podsOf(`${name}-native`).all, ...podsOf(`${name}-kubeflow`).all]) {
        kubectl(['exec', metadata.name, '-n', NAMESPACE, '--', 'touch', '/tmp/go']);
      }
      const seats = (pods: Record<string, Record<string, string>>) =>
        Object.fromEntries(Object.values(pods).map(env => [seatOf(env.HOSTNAME), variables(env)]));
      console.log(`${name} on ${serverVersion()}: ${Object.keys(variables(Object.values(native)[0])).filter(each => /^(PET_|MASTER|WORLD|RANK|TF_CONFIG|PYTHONUNB)/.test(each)).sort().join(' ')}`);
      expect(Object.keys(seats(kubeflow))).toHaveLength(count);
      expect(seats(native)).toEqual(seats(kubeflow));
      expect((await completed(kind, `${name}-kubeflow`)).length).toBe(1);
      await completed('jobs', `${name}-native`);
    },
  );

  test('the operator\'s training converges, and its parameter server ends with the chief', async () => {
    apply(manifestOf(NAMESPACE, chart => new PinterestTrainingJob(chart, 'servers', {
      container: {
        image: 'registry.example.com/trainer-tensorflow:1.0.0',
        command: ['python3', '/app/train_ps.py'],
        resources: { cpu: { request: Cpu.millis(100) }, memory: { request: Size.mebibytes(256) } },
      },
      framework: TrainingFramework.tensorflow({ workers: 1, parameterServers: 1 }),
      backend: TrainingBackend.KUBEFLOW,
    })));
    await completed('tfjobs', 'servers');
    const [ending] = podsOf('servers').endings('tensorflow');
    expect(ending.loss).toBeLessThan(0.01);
    await eventually('the parameter server to end', 60, () =>
      podsOf('servers').all.every(pod => pod.status.phase === 'Succeeded'));
  });

  test('what is queued starts when Kueue has room for it, and applying it again changes nothing', async () => {
    const small = {
      image: IMAGE,
      command: ['python3', '-c', 'print("done")'],
      resources: { cpu: { request: Cpu.millis(100) }, memory: { request: Size.mebibytes(32) } },
    };
    const manifests = [
      trainings(['queued'], { namespace: NAMESPACE }),
      manifestOf(NAMESPACE, chart => {
        new PinterestTrainingJob(chart, 'native', {
          container: small,
          framework: TrainingFramework.pytorch({ nodes: 2 }),
          gang: Gang.kueue('models'),
          sharedMemory: Size.mebibytes(1),
        });
        new PinterestJobSet(chart, 'set', { container: small, shards: Shards.count(2), queue: 'models' });
      }),
    ];
    const names = ['queued', 'native', 'set'];
    const queued = () => [...jobs('pytorchjobs', 'queued'), ...jobs('jobs', 'native'), ...jobs('jobs', 'set')];
    const suspended = () => queued().map(({ spec }) => (spec.runPolicy ?? spec).suspend);
    quota('0');
    manifests.forEach(apply);
    await eventually('Kueue to know of them', 60, () => get('workloads.kueue.x-k8s.io', '-n', NAMESPACE).items.length === 3);
    await new Promise(resolve => setTimeout(resolve, 3000));
    manifests.forEach(apply);
    expect(suspended()).toEqual([true, true, true]);
    expect(names.flatMap(name => podsOf(name).all)).toEqual([]);

    quota('10');
    await eventually('Kueue to start them', 60, () => suspended().every(each => !each));
    manifests.forEach(apply);
    expect(suspended().some(Boolean)).toBe(false);
    await Promise.all([completed('pytorchjobs', 'queued'), completed('jobs', 'native'), completed('jobs', 'set')]);
    const endings = podsOf('queued').endings('pytorch');
    console.log(`queued on ${serverVersion()}: loss ${endings.map(ending => ending.loss).join(' ')}`);
    // The operator deletes a worker that still runs when the master has ended.
    for (const ending of endings) expect(ending).toMatchObject({ of: 2, step: 200, weights: endings[0].weights });
    expect(endings[0].loss).toBeLessThan(0.01);

    const versions = () => queued().map(({ metadata }) => metadata.resourceVersion);
    let before = versions();
    await eventually('the controllers to be quiet', 60, () => {
      const now = versions();
      const quiet = now.join() === before.join();
      before = now;
      return quiet;
    });
    manifests.forEach(apply);
    expect(versions()).toEqual(before);
  });
});
