import { Duration, JsonPatch, Size } from 'cdk8s';
import { Artifact, FailurePolicy, PinterestJobSet, PinterestJobSetProps, Shards, ShardStorage } from 'cdk8s-pinterest';
import * as kplus from 'cdk8s-plus-27';
import { BARE, complaints, CONTAINER, MESH, named, namesOf, OWNER, Shop, VERSIONS, World } from '../../synth';

const IMAGE = { image: 'registry.example.com/pins:1' };
const VOLUME = { name: 'data', mountPath: '/data', size: Size.gibibytes(10) };
const LABELS = { 'app.kubernetes.io/name': 'index', 'pinterest.com/crd_type': 'PinterestJobSet' };

/** An app whose chart holds the one job set. */
function jobSet(props: Partial<PinterestJobSetProps> = {}, world: World = BARE, name = 'index') {
  const shop = Shop.of({}, world);
  const set = new PinterestJobSet(shop.chart, name, { container: IMAGE, ...props });
  return {
    shop,
    set,
    job: () => shop.one('Job'),
    spec: () => shop.one('Job').spec,
    app: () => named(shop.one('Job').spec.template.spec.containers, 'app'),
  };
}

const errors = (props: Partial<PinterestJobSetProps>, world: World = BARE, name?: string) =>
  complaints(() => jobSet(props, world, name).shop.write());
const variables = (container: any) => Object.fromEntries(container.env.map((each: any) => [
  each.name, each.value ?? each.valueFrom.fieldRef?.fieldPath,
]));

test('the smallest job set is a service account, a closed network, and one Job of one shard', () => {
  const { shop, spec } = jobSet();
  expect(shop.all().map(object => object.kind)).toEqual(['ServiceAccount', 'NetworkPolicy', 'Job']);
  expect(spec()).toMatchObject({
    completionMode: 'Indexed',
    completions: 1,
    parallelism: 1,
    backoffLimitPerIndex: 3,
    template: { spec: { restartPolicy: 'Never', automountServiceAccountToken: false } },
  });
  expect(Object.keys(spec()).sort()).toEqual([
    'backoffLimitPerIndex', 'completionMode', 'completions', 'parallelism', 'podFailurePolicy', 'template',
  ]);
  expect(shop.one('NetworkPolicy').spec).toEqual({ podSelector: { matchLabels: LABELS }, policyTypes: ['Ingress'] });
});

test('every property has its field', () => {
  const { spec, job } = jobSet({
    shards: Shards.count(20), parallelism: 5, retries: 1, failurePolicy: FailurePolicy.giveUpOn(65, 64, 64), successPercent: 90,
    deadline: Duration.hours(1), queue: 'pins', priorityClassName: 'low', stop: Duration.seconds(5),
    artifact: Artifact.of({ image: 'registry.example.com/pins', version: '1.2.3', commit: 'abc' }),
    owner: { team: 'pins', contact: 'p@example.com' },
  });
  expect(spec()).toMatchObject({
    completions: 20,
    parallelism: 5,
    backoffLimitPerIndex: 1,
    successPolicy: { rules: [{ succeededCount: 18 }] },
    activeDeadlineSeconds: 3600,
    podFailurePolicy: {
      rules: [
        { action: 'Ignore', onPodConditions: [{ type: 'DisruptionTarget', status: 'True' }] },
        { action: 'FailIndex', onExitCodes: { containerName: 'app', operator: 'In', values: [64, 65] } },
      ],
    },
    template: {
      spec: {
        priorityClassName: 'low', terminationGracePeriodSeconds: 5, containers: [{ image: 'registry.example.com/pins:1.2.3' }],
      },
    },
  });
  expect(job().metadata.labels).toMatchObject({
    'kueue.x-k8s.io/queue-name': 'pins', 'pinterest.com/team': 'pins',
  });
});

test('a suspended job says so, any other says nothing', () => {
  expect(jobSet({ suspend: true }).spec().suspend).toBe(true);
  expect(jobSet({ suspend: false }).spec()).not.toHaveProperty('suspend');
});

test.each(VERSIONS)('on %s retries and giving up are per shard where the version can, else for all shards together', version => {
  const spec = jobSet({ shards: Shards.count(5), retries: 2, failurePolicy: FailurePolicy.retryOn(75) }, { version }).spec();
  const perShard = Number(version.slice(2)) >= 29;
  expect(spec.backoffLimitPerIndex).toBe(perShard ? 2 : undefined);
  expect(spec.backoffLimit).toBe(perShard ? undefined : 10);
  expect(spec.podFailurePolicy.rules[1]).toEqual({
    action: perShard ? 'FailIndex' : 'FailJob', onExitCodes: { containerName: 'app', operator: 'NotIn', values: [75] },
  });
});

test.each(['1.27', '1.30'])('on %s success of a share is refused', version => {
  expect(errors({ shards: Shards.count(4), successPercent: 50 }, { version })).toEqual([
    `[chart/index] successPercent = 50: needs Kubernetes 1.31, and the cluster has ${version}. `
      + 'Leave it out: all shards must then succeed.',
  ]);
});

test('a shard finds its number and the number of shards before its own variables, which may name them', () => {
  const { app } = jobSet({
    shards: Shards.count(7),
    container: { ...IMAGE, envVariables: { MINE: kplus.EnvValue.fromValue('part-$(SHARD)-of-$(SHARDS)') } },
  });
  expect(namesOf(app().env).slice(-3)).toEqual(['SHARD', 'SHARDS', 'MINE']);
  expect(variables(app())).toMatchObject({
    SHARD: 'metadata.annotations[\'batch.kubernetes.io/job-completion-index\']', SHARDS: '7', MINE: 'part-$(SHARD)-of-$(SHARDS)',
  });
});

test('a file that names what differs between shards is rendered for each, and a shard sees its own', () => {
  const { shop, app } = jobSet({
    shards: Shards.range({ start: 0, end: 25, size: 10 }),
    config: { files: { part: '{{shard}}/{{shards}}: {{start}}-{{end}}', all: '{{cluster}} of {{shards}}' } },
  });
  expect(shop.one('ConfigMap').data).toEqual({
    '0.part': '0/3: 0-10', '1.part': '1/3: 10-20', '2.part': '2/3: 20-25', 'all': 'prod of 3',
  });
  expect(app().volumeMounts).toEqual([
    { name: 'config', mountPath: '/etc/app/part', readOnly: true, subPathExpr: '$(SHARD).part' },
    { name: 'config', mountPath: '/etc/app/all', readOnly: true, subPath: 'all' },
  ]);
});

test('files that are the same for all shards are one folder, as for a service', () => {
  const { app } = jobSet({ shards: Shards.of('a', 'b'), config: { files: { all: 'x' } } });
  expect(app().volumeMounts).toEqual([{ name: 'config', mountPath: '/etc/app', readOnly: true }]);
});

test('values of a list are known to files as {{value}}', () => {
  expect(jobSet({ shards: Shards.of('de', 'us'), config: { files: { country: '{{value}}' } } }).shop.one('ConfigMap').data)
    .toEqual({ '0.country': 'de', '1.country': 'us' });
});

test('an ephemeral volume goes with its pod, and its claim has an owner', () => {
  const { spec, app, shop } = jobSet({ storage: [ShardStorage.ephemeral({ ...VOLUME, storageClass: 'fast' })] });
  expect(named(spec().template.spec.volumes, 'data').ephemeral.volumeClaimTemplate).toMatchObject({
    metadata: { labels: { 'pinterest.com/team': OWNER.team } },
    spec: { accessModes: ['ReadWriteOnce'], storageClassName: 'fast', resources: { requests: { storage: '10Gi' } } },
  });
  expect(app().volumeMounts).toEqual([{ name: 'data', mountPath: '/data' }]);
  expect(shop.all('PersistentVolumeClaim')).toEqual([]);
});

test('a shared volume outlives the job, and a shard sees a folder of its own', () => {
  const { spec, app, shop, set } = jobSet({
    storage: [ShardStorage.shared({ ...VOLUME, accessMode: kplus.PersistentVolumeAccessMode.READ_WRITE_MANY })],
  });
  expect(shop.one('PersistentVolumeClaim')).toMatchObject({
    metadata: { name: 'index-data', labels: { 'pinterest.com/reclaim': 'never' } }, spec: { accessModes: ['ReadWriteMany'] },
  });
  expect(named(spec().template.spec.volumes, 'data').persistentVolumeClaim).toEqual({ claimName: 'index-data' });
  expect(app().volumeMounts).toEqual([{ name: 'data', mountPath: '/data', subPathExpr: '$(SHARD)' }]);
  expect(set.claims.map(claim => claim.name)).toEqual(['index-data']);
});

test('with a volume for each shard, each shard is a Job with its own claim and number', () => {
  const { shop, set } = jobSet({
    shards: Shards.of('de', 'us'),
    retries: 1,
    failurePolicy: FailurePolicy.giveUpOn(2),
    storage: [ShardStorage.perShard(VOLUME)],
    config: { files: { country: '{{value}}' } },
  });
  const jobs = shop.all('Job');
  expect(jobs.map(job => job.metadata.name)).toEqual([
    expect.stringMatching(/^index-0-[0-9a-f]{8}$/), expect.stringMatching(/^index-1-[0-9a-f]{8}$/),
  ]);
  expect(set.jobs.map(job => job.name)).toEqual(jobs.map(job => job.metadata.name));
  expect(shop.all('PersistentVolumeClaim').map(claim => claim.metadata.name)).toEqual(['index-data-0', 'index-data-1']);
  jobs.forEach((job, shard) => {
    expect(job.spec).toMatchObject({ backoffLimit: 1, podFailurePolicy: { rules: [{}, { action: 'FailJob' }] } });
    expect(job.spec.completionMode).toBeUndefined();
    expect(job.spec.template.metadata.labels['pinterest.com/shard']).toBe(`${shard}`);
    expect(named(job.spec.template.spec.volumes, 'data').persistentVolumeClaim.claimName).toBe(`index-data-${shard}`);
    expect(variables(job.spec.template.spec.containers[0])).toMatchObject({
      SHARD: 'metadata.labels[\'pinterest.com/shard\']', SHARDS: '2',
    });
  });
});

test('Jobs of their own know nothing of each other: no parallelism, no share of successes', () => {
  expect(errors({
    storage: [ShardStorage.perShard(VOLUME)], parallelism: 1, successPercent: 50, shards: Shards.count(2),
  })).toEqual([
    '[chart/index] parallelism = 1: cannot be kept if each shard has a volume of its own, '
      + 'since each shard is then a Job of its own. Leave it out, or use ShardStorage.shared.',
    '[chart/index] successPercent = 50: cannot be kept if each shard has a volume of its own, '
      + 'since each shard is then a Job of its own. Leave it out, or use ShardStorage.shared.',
  ]);
});

test('the Job is named by what it runs, and pods carry the name', () => {
  const name = (props: Partial<PinterestJobSetProps>) => jobSet(props).job().metadata.name;
  expect(name({})).toMatch(/^index-[0-9a-f]{8}$/);
  expect(name({})).toBe(name({}));
  expect(name({ container: { image: 'registry.example.com/pins:2' } })).not.toBe(name({}));
  expect(name({ config: { files: { a: '1' } } })).not.toBe(name({ config: { files: { a: '2' } } }));
  const { job, set } = jobSet();
  expect(job().spec.template.metadata.labels['pinterest.com/run']).toBe(job().metadata.name);
  expect(set.jobs[0].name).toBe(job().metadata.name);
});

test('what the API server lets be changed does not change the name', () => {
  const name = (props: Partial<PinterestJobSetProps>) => jobSet({ shards: Shards.count(4), ...props }).job().metadata.name;
  expect(name({ parallelism: 2, suspend: true, deadline: Duration.hours(1) })).toBe(name({}));
});

test('a patch of the pod or of the Job counts as another run', () => {
  const { job, set } = jobSet();
  const first = job().metadata.name;
  set.pod.patchContainer('app', JsonPatch.add('/tty', true));
  const second = job().metadata.name;
  set.jobs[0].addJsonPatch(JsonPatch.add('/spec/template/spec/hostname', 'x'));
  expect(new Set([first, second, job().metadata.name]).size).toBe(3);
});

test('over-long names are cut, so that pods\' host names are DNS labels', () => {
  const { job } = jobSet({ shards: Shards.count(1001) }, BARE, `i${'x'.repeat(62)}`);
  expect(job().metadata.name).toMatch(/^ix+-[0-9a-f]{8}-[0-9a-f]{8}$/);
  expect(`${job().metadata.name}-1000`).toHaveLength(63);
  expect(errors({}, BARE, 'x'.repeat(64))).toEqual([
    expect.stringContaining('must not be longer than 63 characters, but has 64'),
  ]);
});

test('a standard job has no sidecar, on a cluster with certificates either, but has its certificate', () => {
  const { spec, shop } = jobSet({}, { ...MESH, version: '1.27' });
  expect(namesOf(spec().template.spec.containers)).toEqual(['app']);
  expect(spec().template.spec.initContainers).toBeUndefined();
  expect(shop.one('Certificate').spec).toMatchObject({ uris: ['spiffe://example.com/ns/shop/sa/index'] });
  expect(shop.one('Certificate').spec.dnsNames).toBeUndefined();
});

test.each(VERSIONS)('on %s a sidecar of the user ends with the application', version => {
  const { set, spec } = jobSet({ container: { ...IMAGE, command: ['work', 'hard'] } }, { version });
  set.pod.addSidecar('side', { container: { image: 'x:1', command: ['serve'] } });
  const { containers, initContainers, volumes } = spec().template.spec;
  if (Number(version.slice(2)) >= 29) {
    expect(named(initContainers, 'side')).toMatchObject({ restartPolicy: 'Always', command: ['serve'] });
    expect(named(containers, 'app').command).toEqual(['work', 'hard']);
  } else {
    expect(named(containers, 'side').command).toEqual([
      'sh', '-c', expect.stringContaining('until [ -e /var/run/completion/done ]'), 'sh', 'serve',
    ]);
    expect(named(containers, 'app').command).toEqual([
      'sh', '-c', expect.stringContaining('touch /var/run/completion/done'), 'sh', 'work', 'hard',
    ]);
    expect(named(volumes, 'completion')).toEqual({ name: 'completion', emptyDir: { sizeLimit: '1Mi' } });
  }
});

test('below 1.29 a sidecar or application without command is refused, since it would never end', () => {
  const { set, shop } = jobSet({}, { version: '1.28' });
  set.pod.addSidecar('side', { container: { image: 'x:1' } });
  expect(complaints(() => shop.write())).toEqual([
    '[chart/index] pod.addSidecar = "side": would keep the pod from ending: '
      + 'on Kubernetes 1.28 a shell must run the sidecar, and needs its command. '
      + 'Write the sidecar\'s container.command (its image needs "sh"), or run on Kubernetes 1.29.',
    '[chart/index] container.command = ["side"]: must be set, so that these sidecars end with the application on '
      + 'Kubernetes 1.28. Write the command (the image needs "sh"), or run on Kubernetes 1.29.',
  ]);
});

test('a port of the container is no reason for a proxy; metrics are open to monitoring', () => {
  const { shop, spec } = jobSet({ container: { ...CONTAINER, ports: [{ name: 'metrics', number: 9090 }] } }, MESH);
  expect(namesOf(spec().template.spec.containers)).toEqual(['app']);
  expect(shop.one('NetworkPolicy').spec.ingress).toEqual([{
    from: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'monitoring' } } }],
    ports: [{ port: 9090, protocol: 'TCP' }],
  }]);
});

test('cdk8s-plus takes a job set as pods and as subject', () => {
  const { shop, set } = jobSet();
  new kplus.NetworkPolicy(shop.chart, 'policy', {
    selector: set, ingress: { rules: [{ peer: set, ports: [kplus.NetworkPolicyPort.tcp(1)] }] },
  });
  new kplus.Role(shop.chart, 'role').bind(set);
  expect(shop.all('NetworkPolicy').find(object => object.metadata.name !== 'index').spec.podSelector)
    .toEqual({ matchLabels: LABELS });
  expect(shop.one('RoleBinding').subjects).toEqual([{ kind: 'ServiceAccount', name: 'index', namespace: 'shop', apiGroup: '' }]);
});

test.each<[string, Partial<PinterestJobSetProps>, string[]]>([
  ['no shard', { shards: Shards.count(0) }, [
    '[chart/index] shards = 0: must be a whole number from 1 to 100000. Write for example Shards.count(20).',
  ]],
  ['an empty list', { shards: Shards.of() }, [
    '[chart/index] shards = 0: must be a whole number from 1 to 100000. Write for example Shards.count(20).',
  ]],
  ['a range without size', { shards: Shards.range({ start: 0, end: 1, size: 0 }) }, [
    '[chart/index] shards = Infinity: must be a whole number from 1 to 100000. Write for example Shards.count(20).',
  ]],
  ['no parallelism, fewer than no retries', { parallelism: 0, retries: -1 }, [
    '[chart/index] parallelism = 0: must be a whole number of at least 1. Write 1 or more.',
    '[chart/index] retries = -1: must be a whole number of at least 0. Write 0 or more.',
  ]],
  ['numbers that the API server does not take', { parallelism: 100_001, retries: 2 ** 33 }, [
    '[chart/index] retries = 8589934592: must be between -2147483647 and 2147483647. Write a smaller number.',
    '[chart/index] parallelism = 100001: must be at most 100000. Leave it out to run all shards at once.',
  ]],
  ['exit codes that are none of a failure', { failurePolicy: FailurePolicy.giveUpOn(0, 256) }, [
    '[chart/index] failurePolicy = 0: must be an exit code of a failure. Write 1 to 255.',
    '[chart/index] failurePolicy = 256: must be an exit code of a failure. Write 1 to 255.',
  ]],
  ['no exit code', { failurePolicy: FailurePolicy.retryOn() }, [
    '[chart/index] failurePolicy: must name an exit code. Write for example FailurePolicy.giveUpOn(2).',
  ]],
  ['a share of nothing', { successPercent: 0 }, [
    '[chart/index] successPercent = 0: must be above 0 and at most 100. Write for example 95.',
  ]],
  ['a deadline of nothing', { deadline: Duration.seconds(0) }, [
    '[chart/index] deadline = 0: must be a whole number of at least 1. Write 1 or more.',
  ]],
  ['a job that is suspended in a queue', { suspend: true, queue: 'pins' }, [
    '[chart/index] suspend = true: is set by Kueue for a job in a queue. Leave it out, or stop the queue.',
  ]],
  ['volumes that meet', { storage: [ShardStorage.ephemeral(VOLUME), ShardStorage.shared(VOLUME)] }, expect.arrayContaining([
    '[chart/index] storage.name = "data": is used twice. Choose another name.',
    '[chart/index] storage.mountPath = "/data": is mounted twice. Choose another path.',
  ])],
  ['a variable that would differ between shards', { config: { env: { PART: '{{shard}}' } } }, ['[chart/index] '
    + 'config.env["PART"] = "{{shard}}": cannot differ between shards. '
    + 'Write it into config.files, or use $(SHARD) in container.envVariables.']],
  ['a template that shards do not know', { shards: Shards.count(3), config: { files: { f: '{{shard}} {{value}}' } } }, [
    '[chart/index] config.files["f"] = "{{value}}": has no value here. '
      + 'Known names: cluster, dnsDomain, environment, namespace, service, shard, shards, team. '
      + 'Write \\{{value}} for the text itself, or ConfigFile.raw(text) if none of it is to be replaced.',
  ]],
  ['a file that is called as a shard\'s', { config: { files: { '0.f': 'x', 'f': '{{shard}}' } } }, [
    '[chart/index] config.files = "0.f": is also the ConfigMap key of the file "f" of shard 0. Rename one of the two.',
  ]],
  ['files that no ConfigMap holds', { shards: Shards.count(20), config: { files: { f: `{{shard}}${'x'.repeat(60_000)}` } } }, [
    '[chart/index] config.files = "1200030 bytes": must not be larger than 1048576 bytes in total, '
      + 'for all shards together. Put fewer shards into one workload, or let each shard read its part '
      + 'from elsewhere by $(SHARD).',
  ]],
  ['a Job for each of very many shards', { shards: Shards.count(100_000), storage: [ShardStorage.perShard(VOLUME)] }, [
    '[chart/index] shards = 100000: must be at most 10000 if each has a volume of its own, since each is then a Job of its own. '
      + 'Write fewer, or use ShardStorage.shared.',
  ]],
  ['SHARD of its own', { container: { ...IMAGE, envVariables: { SHARD: kplus.EnvValue.fromValue('1') } } }, [
    '[chart/index] container.envVariables = "SHARD": is set by the kind PinterestJobSet. Remove it, or choose another name.',
  ]],
])('%s is refused, with path, field, value and fix', (_, props, lines) => {
  expect(errors(props)).toEqual(lines);
});
