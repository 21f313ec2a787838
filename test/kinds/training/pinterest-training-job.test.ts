import { App, Chart, Duration, JsonPatch, Size } from 'cdk8s';
import {
  Accelerator, Artifact, FailurePolicy, Gang, PinterestTrainingJob,
  PinterestTrainingJobProps, PodVolume, TrainingBackend, TrainingFramework,
} from 'cdk8s-pinterest';
import { IdentityProvider } from 'cdk8s-pinterest/platform';
import * as kplus from 'cdk8s-plus-27';
import { BARE, complaints, IDENTITY, named, namesOf, Shop, VERSIONS, World } from '../../synth';

const CONTAINER = { image: 'registry.example.com/ranker:1', command: ['python3', 'train.py'] };
const TORCH = TrainingFramework.pytorch({ nodes: 2 });
const ELASTIC = TrainingFramework.pytorch({ nodes: 2, minNodes: 1 });
const SERVERS = TrainingFramework.tensorflow({ workers: 2, parameterServers: 1 });
const KUBEFLOW = { backend: TrainingBackend.KUBEFLOW };
const CHECKPOINT = { name: 'checkpoint', mountPath: '/checkpoints', size: Size.gibibytes(10) };
const LABELS = { 'app.kubernetes.io/name': 'ranker', 'pinterest.com/crd_type': 'PinterestTrainingJob' };

/** An app whose chart holds the one training. */
function training(props: Partial<PinterestTrainingJobProps> = {}, world: World = BARE, name = 'ranker') {
  const shop = Shop.of({}, world);
  const it = new PinterestTrainingJob(shop.chart, name, { container: CONTAINER, framework: TORCH, ...props });
  const job = (role?: string) =>
    role ? named(shop.all('Job').map(each => ({ ...each, name: each.metadata.name.split('-').at(-1) })), role) : shop.one('Job');
  const app = (role?: string) => job(role).spec.template.spec.containers[0];
  return { shop, it, job, app };
}

const errors = (props: Partial<PinterestTrainingJobProps>, world: World = BARE, name?: string) =>
  complaints(() => training(props, world, name).shop.write());

test('the smallest training is an Indexed Job whose pods find each other, and a network for them alone', () => {
  const { shop, job } = training();
  expect(shop.all().map(object => `${object.kind} ${object.metadata.name}`)).toEqual([
    'ServiceAccount ranker',
    expect.stringMatching(/^ConfigMap ranker-rendezvous-[0-9a-f]{8}$/),
    'Service ranker-peers',
    expect.stringMatching(/^Job ranker-[0-9a-f]{8}$/),
    'NetworkPolicy ranker',
  ]);
  expect(shop.one('Service').spec).toEqual({ clusterIP: 'None', publishNotReadyAddresses: true, selector: LABELS });
  expect(job().spec).toMatchObject({
    completionMode: 'Indexed',
    completions: 2,
    parallelism: 2,
    backoffLimit: 6,
    template: { spec: { restartPolicy: 'Never', subdomain: 'ranker-peers' } },
  });
  expect(Object.keys(job().spec).sort()).toEqual([
    'backoffLimit', 'completionMode', 'completions', 'parallelism', 'podFailurePolicy', 'template',
  ]);
  expect(shop.one('NetworkPolicy').spec).toEqual({
    podSelector: { matchLabels: LABELS },
    policyTypes: ['Ingress'],
    ingress: [{ from: [{ podSelector: { matchLabels: LABELS } }] }],
  });
});

test('every property has its field', () => {
  const { shop, job, app } = training({
    checkpoint: CHECKPOINT,
    accelerator: Accelerator.nvidia(8),
    sharedMemory: Size.gibibytes(4),
    gang: Gang.kueue('models'),
    retries: 1,
    failurePolicy: FailurePolicy.giveUpOn(64),
    deadline: Duration.days(2),
    peerPatience: Duration.minutes(5),
    priorityClassName: 'low',
    stop: Duration.minutes(1),
    artifact: Artifact.of({ image: 'registry.example.com/ranker', version: '1.2.3' }),
    owner: { team: 'models', contact: 'm@example.com' },
    config: { files: { 'model.yaml': 'size: 7' } },
  });
  const { spec, metadata } = job();
  expect(spec).toMatchObject({ backoffLimit: 2, activeDeadlineSeconds: 172800 });
  expect(spec.podFailurePolicy.rules).toEqual([
    { action: 'Ignore', onPodConditions: [{ type: 'DisruptionTarget', status: 'True' }] },
    { action: 'FailJob', onExitCodes: { containerName: 'pytorch', operator: 'In', values: [64] } },
    { action: 'FailJob', onExitCodes: { containerName: 'peers', operator: 'In', values: [75] } },
  ]);
  expect(metadata.labels).toMatchObject({
    ...LABELS, 'kueue.x-k8s.io/queue-name': 'models', 'pinterest.com/team': 'models',
  });
  expect(spec.template.spec).toMatchObject({ priorityClassName: 'low', terminationGracePeriodSeconds: 60 });
  expect(app()).toMatchObject({
    name: 'pytorch',
    image: 'registry.example.com/ranker:1.2.3',
    resources: { requests: { 'nvidia.com/gpu': '8' }, limits: { 'nvidia.com/gpu': '8' } },
  });
  expect(Object.fromEntries(app().volumeMounts.map((mount: any) => [mount.mountPath, mount.name]))).toEqual({
    '/etc/app': 'config',
    '/dev/shm': 'shared-memory',
    '/tmp': 'temporary',
    '/var/run/rendezvous': 'rendezvous',
    '/checkpoints': 'checkpoint',
  });
  expect(named(spec.template.spec.volumes, 'shared-memory').emptyDir).toEqual({ medium: 'Memory', sizeLimit: '4Gi' });
  expect(named(spec.template.spec.volumes, 'checkpoint').persistentVolumeClaim).toEqual({ claimName: 'ranker-checkpoint' });
  expect(shop.one('PersistentVolumeClaim').metadata.labels['pinterest.com/reclaim']).toBe('never');
  expect(named(spec.template.spec.initContainers, 'peers').command.slice(3, 6)).toEqual(['29499', '300', 'all']);
});

test('temporary files and the waiting for peers are limited', () => {
  const { template } = training({}).job().spec;
  expect(named(template.spec.volumes, 'temporary').emptyDir).toEqual({ sizeLimit: '10Gi' });
  const more = training({ temporaryFiles: Size.gibibytes(200) }).job().spec.template;
  expect(named(more.spec.volumes, 'temporary').emptyDir).toEqual({ sizeLimit: '200Gi' });
  expect(named(template.spec.initContainers, 'peers').resources.limits).toEqual({ memory: '256Mi' });
});

test('a suspended training says so, any other says nothing', () => {
  expect(training({ suspend: true }).job().spec.suspend).toBe(true);
  expect(training({ suspend: false }).job().spec).not.toHaveProperty('suspend');
});

test('who has a folder at /tmp of its own gets no second one', () => {
  const mount = { path: '/tmp', volume: kplus.Volume.fromEmptyDir(new Chart(new App(), 'own'), 'own', 'own') };
  for (const props of [
    { checkpoint: { ...CHECKPOINT, mountPath: '/tmp' } }, { container: { ...CONTAINER, volumeMounts: [mount] } },
  ]) {
    expect(training(props).app().volumeMounts.filter((each: any) => each.mountPath === '/tmp')).toHaveLength(1);
  }
});

test('a training of one pod waits for nobody', () => {
  const { shop, job } = training({ framework: TrainingFramework.pytorch({ nodes: 1 }) });
  expect(shop.all('ConfigMap')).toEqual([]);
  expect(job().spec.template.spec).not.toHaveProperty('initContainers');
  expect(job().spec.podFailurePolicy.rules).toHaveLength(1);
});

test('what waits for the others is of the application\'s own image, pulled in the same way', () => {
  const { job } = training({ container: { ...CONTAINER, imagePullPolicy: kplus.ImagePullPolicy.ALWAYS } });
  const [app] = job().spec.template.spec.containers;
  expect(named(job().spec.template.spec.initContainers, 'peers')).toMatchObject({ image: app.image, imagePullPolicy: 'Always' });
});

test('a run is called by what runs, and so are the hosts that its pods look for', () => {
  const name = (props: Partial<PinterestTrainingJobProps>) => training(props).job().metadata.name;
  expect(name({})).toBe(name({}));
  expect(name({ container: { ...CONTAINER, image: 'registry.example.com/ranker:2' } })).not.toBe(name({}));
  expect(name({ suspend: true, deadline: Duration.hours(1) })).toBe(name({}));
  const { job, app } = training();
  expect(named(app().env, 'MASTER_ADDR').value).toBe(`${job().metadata.name}-0.ranker-peers`);
  expect(named(job().spec.template.spec.initContainers, 'peers').command.slice(-2))
    .toEqual([0, 1].map(index => `${job().metadata.name}-${index}.ranker-peers`));
  expect(job().spec.template.metadata.labels).toMatchObject({
    'pinterest.com/run': job().metadata.name, 'pinterest.com/role': 'worker',
  });
});

test('the variables of the training stand before the user\'s, which may name them', () => {
  const { app } = training({ container: { ...CONTAINER, envVariables: { NAME: kplus.EnvValue.fromValue('rank-$(RANK)') } } });
  expect(namesOf(app().env).indexOf('RANK')).toBeLessThan(namesOf(app().env).indexOf('NAME'));
});

describe('elastic', () => {
  test('pods meet at the first one, by its full name, by which torchrun knows itself', () => {
    const { job, app } = training({ framework: ELASTIC });
    const first = `${job().metadata.name}-0.ranker-peers.shop.svc.cluster.local`;
    expect(named(app().env, 'PET_RDZV_ENDPOINT').value).toBe(`${first}:23456`);
    expect(named(job().spec.template.spec.initContainers, 'peers').command.slice(3)).toEqual([
      '29499', '1800', 'first', '23456', `${job().metadata.name}-0.ranker-peers`,
    ]);
  });

  test.each(
    VERSIONS,
  )('on %s it ends with its first pod: the Job says so where it can, else that pod tells the others', version => {
    const { shop, job, app } = training({ framework: ELASTIC }, { version });
    const run = job().metadata.name;
    const native = Number(version.slice(2)) >= 31;
    expect(job().spec.successPolicy).toEqual(native ? { rules: [{ succeededIndexes: '0' }] } : undefined);
    expect(app().command).toEqual(native ? CONTAINER.command : [
      'python3', '-B', '/var/run/rendezvous/together.py', '29499', '1800',
      `${run}-0.ranker-peers`, `${run}-1.ranker-peers`, '--', ...CONTAINER.command,
    ]);
    expect(Object.keys(shop.one('ConfigMap').data)).toEqual(native ? ['peers.py'] : ['peers.py', 'together.py']);
  });

  test('where the first pod tells the others it needs the command', () => {
    const props = { framework: ELASTIC, container: { image: 'registry.example.com/ranker:1' } };
    expect(errors(props, { version: '1.31' })).toEqual([]);
    expect(errors({ ...props, ...KUBEFLOW }, { version: '1.30' })).toEqual([]);
    expect(errors(props, { version: '1.30' })).toEqual([
      '[chart/ranker] container.command: must be set, so that a pod that comes back late ends with the first one '
        + 'on Kubernetes 1.30. Write the command that the image runs, run on Kubernetes 1.31, '
        + 'or use TrainingBackend.KUBEFLOW.',
    ]);
  });
});

describe('several roles', () => {
  test('are a Job each, of one run, whose pods end with the chief', () => {
    const { shop, job, app } = training({ framework: SERVERS, accelerator: Accelerator.nvidia(1) });
    const run = job('chief').metadata.name.replace(/-chief$/, '');
    expect(shop.all('Job').map(each => [each.metadata.name, each.spec.completions, each.spec.backoffLimit])).toEqual([
      [`${run}-chief`, 1, 12], [`${run}-worker`, 2, 12], [`${run}-ps`, 1, 12],
    ]);
    const followers = ['worker-0', 'worker-1', 'ps-0'].map(pod => `${run}-${pod}.ranker-peers`).join(',');
    for (const role of ['chief', 'worker', 'ps']) {
      expect(app(role).command).toEqual([
        'python3', '-B', '/var/run/rendezvous/together.py', '29499', '1800',
        `${run}-chief-0.ranker-peers`, followers, '--', ...CONTAINER.command,
      ]);
      expect(app(role).resources.limits).toEqual(role === 'ps' ? undefined : { 'nvidia.com/gpu': '1' });
      expect(job(role).spec.template.metadata.labels).toMatchObject({ 'pinterest.com/role': role, 'pinterest.com/run': run });
    }
  });

  test('need the command that is to end', () => {
    expect(errors({ framework: SERVERS, container: { image: 'registry.example.com/ranker:1' } })).toEqual([
      '[chart/ranker] container.command: must be set, so that the pods of worker, ps end with those of chief. '
        + 'Write the command that the image runs, or use TrainingBackend.KUBEFLOW.',
    ]);
  });

  test('are not admitted together by Kueue, which sees each Job for itself', () => {
    expect(errors({ framework: SERVERS, gang: Gang.kueue('models') })).toEqual([
      '[chart/ranker] gang = "kueue": admits each Job separately, and this training has one Job '
        + 'for each of chief, worker, ps. '
        + 'Use TrainingBackend.KUBEFLOW, whose object Kueue admits as a whole, or Gang.volcano or Gang.coscheduling.',
    ]);
    for (const gang of [Gang.volcano(), Gang.coscheduling()]) expect(errors({ framework: SERVERS, gang })).toEqual([]);
    expect(errors({ framework: SERVERS, gang: Gang.kueue('models'), ...KUBEFLOW })).toEqual([]);
  });
});

describe('Kubeflow', () => {
  test('gets one object, and makes the names, the environment and the waiting itself', () => {
    const { shop, it } = training({ ...KUBEFLOW, checkpoint: CHECKPOINT, gang: Gang.kueue('models') });
    expect(shop.all().map(object => object.kind)).toEqual([
      'ServiceAccount', 'PersistentVolumeClaim', 'PyTorchJob', 'NetworkPolicy',
    ]);
    const { metadata, spec } = shop.one('PyTorchJob');
    expect(metadata.labels).toMatchObject({ ...LABELS, 'kueue.x-k8s.io/queue-name': 'models' });
    for (const role of ['Master', 'Worker']) {
      const { template } = spec.pytorchReplicaSpecs[role];
      expect(template.spec.containers[0]).toMatchObject({ name: 'pytorch', command: CONTAINER.command });
      expect(namesOf(template.spec.containers[0].env).filter(name => /^(RANK|PET_|MASTER)/.test(name))).toEqual([]);
      expect(template.spec).not.toHaveProperty('initContainers');
      expect(template.spec).not.toHaveProperty('restartPolicy');
    }
    expect(it.peersService).toBeUndefined();
    expect(it.jobs.map(job => job.kind)).toEqual(['PyTorchJob']);
  });

  test('refuses what the operator does not know', () => {
    expect(errors({ ...KUBEFLOW, container: { ...CONTAINER, name: 'main' }, failurePolicy: FailurePolicy.giveUpOn(1) })).toEqual([
      '[chart/ranker] container.name = "main": must be "pytorch", by which the Kubeflow operator finds the container. '
        + 'Leave it out.',
      '[chart/ranker] failurePolicy: is not supported by the Kubeflow operator. Leave it out, or use TrainingBackend.NATIVE.',
    ]);
    const identity = IdentityProvider.podCertificate({ signer: 'example.com/mesh', trustDomain: 'example.com' });
    expect(errors(KUBEFLOW, { identity })).toEqual([
      '[chart/ranker] backend = "KUBEFLOW": the Kubeflow operator does not support pod certificates, '
        + 'which the cluster prod uses. Use TrainingBackend.NATIVE on that cluster.',
    ]);
    expect(errors(KUBEFLOW, { identity: IDENTITY })).toEqual([]);
  });
});

test.each<[string, Partial<PinterestTrainingJobProps>, string[]]>([
  ['an impossible framework', { framework: TrainingFramework.pytorch({ nodes: 0 }) }, [
    'framework.nodes = 0: must be a whole number of at least 1. Write 1 or more.',
  ]],
  ['no accelerator of an accelerator', { accelerator: Accelerator.nvidia(0) }, [
    'accelerator.count = 0: must be a whole number of at least 1. Write 1 or more, or leave the accelerator out.',
  ]],
  ['a checkpoint nowhere', { checkpoint: { ...CHECKPOINT, mountPath: 'checkpoints' } }, [
    'checkpoint.mountPath = "checkpoints": must start with "/". Write "/checkpoints".',
  ]],
  ['less than no retries', { retries: -1 }, ['retries = -1: must be a whole number of at least 0. Write 0 or more.']],
  ['one that is suspended in a queue', { suspend: true, gang: Gang.kueue('models') }, [
    'suspend = true: is set by Kueue for a job in a queue. Leave it out, or stop the queue.',
  ]],
  ['no patience', { peerPatience: Duration.seconds(0) }, [
    'peerPatience = "0 s": must be at least one second. Write for example Duration.minutes(30).',
  ]],
  ['a failure policy without codes', { failurePolicy: FailurePolicy.retryOn() }, [
    'failurePolicy: must name an exit code. Write for example FailurePolicy.giveUpOn(2).',
  ]],
  ['a variable that the training sets', { container: { ...CONTAINER, envVariables: { RANK: kplus.EnvValue.fromValue('1') } } }, [
    'container.envVariables = "RANK": is set by the kind PinterestTrainingJob. Remove it, or choose another name.',
  ]],
])('%s is refused', (_, props, lines) => {
  expect(errors(props)).toEqual(lines.map(line => `[chart/ranker] ${line}`));
});

test.each([
  ['native', {}], ['several roles', { framework: SERVERS }], ['Kubeflow', KUBEFLOW],
])('a name of 63 characters has pods and hosts (%s)', (_, props) => {
  const name = 'n'.repeat(63);
  const { shop } = training(props, BARE, name);
  expect(errors(props, BARE, name)).toEqual([]);
  const jobs = shop.all().filter(object => /Job$/.test(object.kind));
  for (const { kind, metadata, spec } of jobs) {
    const suffix = kind === 'Job' ? `-${spec.completions - 1}` : '-evaluator-9999';
    expect(`${metadata.name}${suffix}`.length).toBeLessThanOrEqual(63);
    expect(metadata.name).toMatch(/^n+-[0-9a-f]{8}-[0-9a-f]{8}(-[a-z]+)?$/);
  }
  expect(errors(props, BARE, 'n'.repeat(64))).toEqual([
    expect.stringContaining('must not be longer than 63 characters, but has 64'),
  ]);
});

test('the pod plan is open: containers, volumes and patches, for every role', () => {
  const { it, job, app } = training({ framework: SERVERS });
  it.pod.addVolume(PodVolume.emptyDir('cache'));
  it.pod.mount({ volume: 'cache', path: '/cache', readOnly: false });
  it.pod.addInitContainer('fetch', { container: { image: 'registry.example.com/fetch:1' } });
  it.pod.patchContainer('tensorflow', JsonPatch.add('/command/-', '--fast'));
  it.pod.patch(JsonPatch.add('/hostIPC', true));
  for (const role of ['chief', 'worker', 'ps']) {
    expect(app(role).command.slice(-3)).toEqual([...CONTAINER.command, '--fast']);
    expect(namesOf(job(role).spec.template.spec.initContainers)).toEqual(['peers', 'fetch']);
    expect(job(role).spec.template.spec.hostIPC).toBe(true);
  }
});

test('every native object is a property', () => {
  const { it, shop } = training({ checkpoint: CHECKPOINT, gang: Gang.volcano() });
  const own = [it.serviceAccount, it.checkpointClaim, it.podGroup, it.peersService, ...it.jobs, it.networkPolicy];
  expect(own.map(object => object?.kind)).toEqual([
    'ServiceAccount', 'PersistentVolumeClaim', 'PodGroup', 'Service', 'Job', 'NetworkPolicy',
  ]);
  expect(own.map(object => object?.name).filter(name => !name?.startsWith('ranker'))).toEqual([]);
  expect(it.jobs[0].name).toBe(shop.one('Job').metadata.name);
});

test('cdk8s-plus objects select its pods and bind its account', () => {
  const { it, shop } = training();
  new kplus.NetworkPolicy(shop.chart, 'policy', { selector: it });
  new kplus.Role(shop.chart, 'role').bind(it);
  expect(shop.all('NetworkPolicy').map(({ spec }) => spec.podSelector.matchLabels)).toEqual([LABELS, LABELS]);
  expect(shop.one('RoleBinding').subjects).toEqual([{ apiGroup: '', kind: 'ServiceAccount', name: 'ranker', namespace: 'shop' }]);
});
