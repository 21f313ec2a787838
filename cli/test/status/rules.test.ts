import { brief, judged } from './judged';
import { ago, event, job, podWith, READY, service, snapshot, together, waiting } from './objects';
import { Pod } from '../../lib/status/snapshot/objects';
import { Snapshot } from '../../lib/status/snapshot/snapshot';

/** What is found in the one pod of a service. */
const inPod = (one: Pod, more: Partial<Snapshot> = {}): string[] =>
  brief(together({ ...service('api', { replicas: 1, revisions: [[one]] }), ...more }))
    .split('\n')
    .slice(1);
const ended = (exitCode: number, more: object = {}) => ({ exitCode, finishedAt: ago(20), ...more }) as never;
const about = (reason: string, message: string) => ({ events: [event('Pod', 'api-0-0', reason, message)] });

describe('images', () => {
  const pull = (message: string) => podWith(waiting('ImagePullBackOff', `Back-off pulling image "x": ErrImagePull: ${message}`));
  const image = 'registry.example.com/api:1';

  test.each([
    [
      'does not exist',
      'failed to resolve reference "x": x: not found',
      `person image-missing: The image ${image} does not exist in its registry.`,
    ],
    [
      'is refused',
      'failed to fetch oauth token: unexpected status: 401 Unauthorized',
      `person registry-refuses: The registry does not let the cluster fetch the image ${image}: the pod has no imagePullSecrets.`,
    ],
    [
      'cannot be asked for',
      'dial tcp: lookup registry.example.com: no such host',
      `person registry-away: The image ${image} cannot be fetched: its registry cannot be reached from the nodes.`
        + ' (dial tcp: lookup registry.example.com: no such host)',
    ],
  ])('one that %s', (_, message, found) => {
    expect(inPod(pull(message))).toEqual([found]);
  });

  test('the same failure of two tries is told alike, whatever ports they had', () => {
    const told = (port: number) => inPod(podWith(waiting(
      'ImagePullBackOff', `lookup registry.example.com on 10.96.0.10:53: read udp 10.0.0.1:${port}->10.96.0.10:53: i/o timeout`,
    )));
    expect(told(40001)).toEqual(told(40002));
  });

  test('a registry that has just been away is asked again', () => {
    const [found] = inPod(podWith(waiting('ErrImagePull', 'dial tcp: i/o timeout'), { startTime: ago(20) as never }));
    expect(found).toMatch(/^itself registry-away/);
  });

  test('the Secret for the registry is not there', () => {
    const message = 'Unable to retrieve some image pull secrets (nowhere); attempting to pull the image may not succeed.';
    expect(inPod(pull('401 Unauthorized'), about('FailedToRetrieveImagePullSecret', message))).toEqual([
      `person registry-secret-missing: The image ${image} cannot be fetched: the namespace has no Secret nowhere for its `
        + 'registry.',
    ]);
  });

  test('where the status says only back-off, the event has the reason', () => {
    const said = about(
      'Failed',
      'Failed to pull image "x": rpc error: code = NotFound desc = failed to pull and unpack: x: not found',
    );
    expect(inPod(podWith(waiting('ImagePullBackOff', 'Back-off pulling image "x"')), said)[0]).toMatch(/^person image-missing/);
  });
});

describe('crashes', () => {
  const crashed = (restartCount: number, terminated: never) =>
    podWith({ ...waiting('CrashLoopBackOff'), restartCount, lastState: { terminated } }, { startTime: ago(30) as never });

  test('the first one may be an accident', () => {
    expect(inPod(crashed(1, ended(1)))).toEqual(['itself crash-loop: The container app ends with code 1, and is started again.']);
  });

  test('several need a person, and the last words are told', () => {
    expect(inPod(crashed(3, ended(3, { message: 'starting\nno database\n' })))).toEqual([
      'person crash-loop: The container app ends with code 3, and is started again: no database',
    ]);
  });

  test('memory, with its limit', () => {
    const limited = { containers: [{ name: 'app', image: 'x', resources: { limits: { memory: '64Mi' } } }] };
    const found = podWith(
      { ...waiting('CrashLoopBackOff'), restartCount: 1, lastState: { terminated: ended(137, { reason: 'OOMKilled' }) } },
      {},
      limited,
    );
    expect(inPod(found)).toEqual([
      'person out-of-memory: The container app was killed since it needs more memory than its limit of 64Mi.',
    ]);
  });

  test('one of long ago is forgotten', () => {
    const lastState = { terminated: ended(1, { finishedAt: ago(7200) }) };
    expect(inPod(podWith({ ...READY, restartCount: 1, lastState }))).toEqual([]);
  });

  test('a liveness check that fails', () => {
    expect(
      inPod(crashed(4, ended(137)), about('Unhealthy', 'Liveness probe failed: HTTP probe failed with statuscode: 500')),
    ).toEqual([
      'person liveness: The container app is started again and again, since its liveness check fails: Liveness probe '
        + 'failed: HTTP probe failed with statuscode: 500',
    ]);
  });

  const dependency = (message: string) =>
    podWith(
      {},
      {
        initContainerStatuses: [
          {
            name: 'dependencies',
            image: '',
            imageID: '',
            ready: false,
            restartCount: 3,
            state: { waiting: { reason: 'CrashLoopBackOff' } },
            lastState: { terminated: ended(1, { message }) },
          },
        ],
        containerStatuses: [],
      },
    );

  test('a secret store that is away, in the words of its agent', () => {
    const line = '2026-11-28T14:17:51.641Z [ERROR] agent.auth.handler: error authenticating: '
      + 'error="Put \\"https://store/v1\\": dial tcp: lookup store: no such host" backoff=13s';
    const started = `==> OpenBao Agent started!\n\n${line}\n`;
    const agent = podWith({}, {
      initContainerStatuses: [{
        name: 'secrets', image: '', imageID: '', ready: false, restartCount: 3,
        state: { waiting: { reason: 'CrashLoopBackOff' } },
        lastState: { terminated: ended(1, { message: started }) },
      }],
      containerStatuses: [],
    });
    expect(inPod(agent)).toEqual([
      'person secret-store-away: The secret store gives no answer: Put "https://store/v1": dial tcp: lookup store: no such host',
    ]);
  });

  test("a dependency that is not in the store is the application's, an own cache that does not answer the platform's", () => {
    expect(
      inPod(
        dependency(
          "dependency models/x: is not in the cluster's dependency store. Publish it there, or correct dependencies.path.\n",
        ),
      ),
    ).toEqual(["person dependency-missing: The dependency models/x is not in the cluster's dependency store."]);
    const away =
      'dependency models/x: was not fetched. Look at the log of platform/cache on the node n1; the last words of 15 tries: '
        + 'refused\n';
    expect(inPod(dependency(away))).toEqual([
      'person dependency-store-away: The dependency models/x cannot be fetched through the cache of the node n1: refused.',
    ]);
  });
});

describe('checks', () => {
  const running = (seconds: number) =>
    podWith({ state: { running: { startedAt: ago(seconds) as never } }, ready: false, started: true });
  const refused = about(
    'Unhealthy',
    'Readiness probe failed: Get "http://10.0.0.1:8081/": dial tcp 10.0.0.1:8081: connect: connection refused',
  );

  test('a container that has just started is waited for', () => {
    expect(inPod(running(30), refused)).toEqual([
      'itself nothing-listens: Nothing listens at port 8081 of the container app, which its check asks.',
    ]);
  });

  test('one that goes on so needs a person', () => {
    expect(inPod(running(300), refused)).toEqual([
      'person nothing-listens: Nothing listens at port 8081 of the container app, which its check asks.',
    ]);
  });

  test('one that its startup check lets take longer is waited for as long', () => {
    const startupProbe = { periodSeconds: 10, failureThreshold: 60 };
    const starting = { state: { running: { startedAt: ago(300) as never } }, ready: false, started: false };
    const slow = podWith(starting, {}, { containers: [{ name: 'app', image: 'x', startupProbe }] });
    expect(inPod(slow, refused)[0]).toMatch(/^itself nothing-listens/);
  });

  test('one that was ready is waited for shorter', () => {
    const lost = podWith(
      { state: { running: { startedAt: ago(5000) as never } }, ready: false, started: true },
      {
        conditions: [
          { type: 'Ready', status: 'False', lastTransitionTime: ago(61) as never },
          { type: 'ContainersReady', status: 'False', lastTransitionTime: ago(61) as never },
        ],
      },
    );
    expect(inPod(lost, about('Unhealthy', 'Readiness probe failed: HTTP probe failed with statuscode: 503'))).toEqual([
      'person readiness: The container app runs, and its check says that it is not ready: HTTP probe failed with statuscode: 503',
    ]);
  });

  test('a check that times out while the CPU is at its limit', () => {
    const busy = podWith(
      { state: { running: { startedAt: ago(300) as never } }, ready: false },
      {},
      { containers: [{ name: 'app', image: 'x', resources: { limits: { cpu: '100m' } } }] },
    );
    const metrics = [
      {
        metadata: { name: 'api-0-0', namespace: 'shop', labels: { 'app.kubernetes.io/name': 'api' } },
        containers: [{ name: 'app', usage: { cpu: '98765432n' } }],
      },
    ];
    const said = about(
      'Unhealthy',
      'Readiness probe failed: Get "http://10.0.0.1:8080/": context deadline exceeded (Client.Timeout exceeded while '
        + 'awaiting headers)',
    );
    expect(inPod(busy, { ...said, metrics })).toEqual([
      'person cpu-starved: The container app has no CPU left for its check: it uses 99m of its limit of 100m.',
    ]);
  });
});

describe('scheduling', () => {
  const pending = (message: string, seconds = 120) =>
    podWith(
      {},
      {
        phase: 'Pending',
        containerStatuses: [],
        conditions: [
          { type: 'PodScheduled', status: 'False', reason: 'Unschedulable', message, lastTransitionTime: ago(seconds) as never },
        ],
      },
      { nodeName: undefined },
    );
  const full = '0/2 nodes are available: 2 Insufficient cpu. preemption: 0/2 nodes are available.';

  test('no room, at first and then', () => {
    expect(inPod(pending(full, 20))[0]).toMatch(/^itself no-room/);
    expect(inPod(pending(full))).toEqual([
      'person no-room: No node has room for the pod: not enough cpu. (0/2 nodes are available: 2 Insufficient cpu.)',
    ]);
  });

  test('an autoscaler that has been asked for a node is waited for', () => {
    const scalings = [event('Pod', 'api-0-0', 'TriggeredScaleUp', 'pod triggered scale-up', 100)];
    expect(inPod(pending(full), { scalings })[0]).toMatch(/^itself no-room/);
  });

  test('the node gate, by its taint, with the daemons that it waits for', () => {
    const message = '0/1 nodes are available: 1 node(s) had untolerated taint(s) {pinterest.com/startup: }.';
    const nodes = [{ metadata: { name: 'node-1' }, spec: { taints: [{ key: 'pinterest.com/startup', effect: 'NoSchedule' }] } }];
    const daemon = {
      kind: 'DaemonSet',
      metadata: { name: 'registrar-1', namespace: 'platform', uid: 'd', labels: { 'pinterest.com/runtime': '1' } },
    };
    const found = together(service('api', { replicas: 1, revisions: [[pending(message)]] }), { nodes });
    expect(brief(found, { runtimeDaemons: [daemon], nodes })).toContain(
      "person node-gate: The node gate keeps node-1 closed until the runtime's daemons are ready there; not ready: "
        + 'platform/registrar-1.',
    );
  });
});

describe('refusals', () => {
  test.each([
    [
      'a quota',
      'pods "x" is forbidden: exceeded quota: full, requested: pods=1, used: pods=3, limited: pods=3',
      'person quota: The quota full of the namespace shop is full: requested: pods=1, used: pods=3, limited: pods=3.',
    ],
    [
      'Pod Security',
      'pods "x" is forbidden: violates PodSecurity "restricted:latest": host namespaces (hostNetwork=true)',
      'person pod-security: The namespace takes no such pod, by its Pod Security standard restricted:latest: host '
        + 'namespaces (hostNetwork=true).',
    ],
    [
      'a webhook',
      'admission webhook "a.example.com" denied the request: unsigned',
      'person webhook-refuses: The admission webhook a.example.com refuses the pods: unsigned',
    ],
    [
      'a webhook that is away',
      'Internal error occurred: failed calling webhook "a.example.com": failed to call webhook: Post "https://a/": no endpoints',
      'person webhook-away: The admission webhook a.example.com does not answer, so no pod is let in: Post "https://a/": no '
        + 'endpoints.',
    ],
    [
      'an admission policy',
      "pods \"x\" is forbidden: ValidatingAdmissionPolicy 'pod-claims.platform' with binding 'b' denied request: not its path",
      'person policy-refuses: The admission policy pod-claims.platform refuses the pods: not its path',
    ],
  ])('by %s, which only the events of a replica set show', (_, message, found) => {
    const parts = service('api', { revisions: [[]] });
    expect(
      brief(snapshot({ ...parts, events: [event('ReplicaSet', 'api-0', 'FailedCreate', `Error creating: ${message}`)] }))
        .split('\n')
        .slice(1),
    ).toEqual([found]);
  });

  test('a refusal that is over is not told', () => {
    const ready = podWith(READY);
    const parts = service('api', { revisions: [[ready, ready]] });
    expect(brief(snapshot({ ...parts, events: [event('ReplicaSet', 'api-0', 'FailedCreate', 'exceeded quota: full, x')] }))).toBe(
      'ready: 2 of 2 pods ready',
    );
  });

  test("without the events, the deployment's condition tells", () => {
    const conditions = [
      {
        type: 'ReplicaFailure',
        status: 'True',
        message: 'exceeded quota: full, requested: pods=1',
        lastTransitionTime: ago(100),
      },
    ];
    expect(brief(snapshot(service('api', { revisions: [[]], conditions })))).toContain('person quota');
  });
});

test('a configuration that lacks a key', () => {
  expect(inPod(podWith(waiting('CreateContainerConfigError', "couldn't find key absent in ConfigMap shop/settings")))).toEqual([
    'person key-missing: The ConfigMap shop/settings has no key absent, from which the container app gets a variable.',
  ]);
});

describe('volumes', () => {
  test('the reason is told, also when the kubelet last said only that it waits', () => {
    const [reason, waits] = [
      event('Pod', 'api-0-0', 'FailedMount', 'MountVolume.SetUp failed for volume "a" : secret "nowhere" not found', 60),
      event('Pod', 'api-0-0', 'FailedMount', 'Unable to attach or mount volumes: unmounted volumes=[credentials]: timed out', 5),
    ];
    expect(inPod(podWith(waiting('ContainerCreating')), { events: [reason, waits] }))
      .toEqual(['person source-missing: There is no Secret nowhere, which is a volume of the pod.']);
  });
});

describe('certificates', () => {
  const certificate = (status: object) => ({
    certificates: [
      {
        kind: 'Certificate',
        metadata: {
          name: 'api-identity',
          namespace: 'shop',
          labels: { 'app.kubernetes.io/name': 'api' },
          creationTimestamp: ago(500),
        },
        spec: { secretName: 'api-identity', issuerRef: { kind: 'ClusterIssuer', name: 'mesh' } },
        status,
      },
    ],
  });
  const mounts = about('FailedMount', 'MountVolume.SetUp failed for volume "identity" : secret "api-identity" not found');

  test('one that is not issued is told once, and not as a volume that waits for it', () => {
    const creating = podWith(waiting('ContainerCreating'));
    const not = { conditions: [{ type: 'Ready', status: 'False', lastTransitionTime: ago(500) }] };
    expect(inPod(creating, { ...mounts, ...certificate(not) })).toEqual([
      'person certificate-not-issued: The certificate api-identity is not issued yet.',
    ]);
  });

  test('one that has expired is told, though its pods are ready', () => {
    const found = inPod(podWith(READY), certificate({ notAfter: ago(60), conditions: [{ type: 'Ready', status: 'False' }] }));
    expect(found).toEqual(['person certificate-expired: The certificate api-identity has expired, and is not renewed.']);
  });
});

describe('ZooKeeper', () => {
  const listed = {
    ...podWith(READY),
    metadata: { name: '', annotations: { 'pinterest.com/discovery': '{}' }, creationTimestamp: ago(600) },
  };
  const registrar: Pod = {
    metadata: {
      name: 'registrar-x',
      namespace: 'platform',
      labels: { 'app.kubernetes.io/name': 'registrar-1', 'pinterest.com/runtime': '1' },
    },
    spec: { nodeName: 'node-1', containers: [] },
    status: { conditions: [{ type: 'Ready', status: 'True' }] },
  };
  const said = (...lines: object[]) =>
    brief(together(service('api', { replicas: 1, revisions: [[listed]] })), {
      runtimePods: [registrar],
      logs: new Map([['platform/registrar-x/app', lines.map(line => JSON.stringify(line)).join('\n')]]),
    })
      .split('\n')
      .slice(1);
  const connected = { time: ago(500), message: 'ZooKeeper', state: 'SYNC_CONNECTED' };

  test('it has lost its connection', () => {
    expect(said(connected, { time: ago(100), message: 'ZooKeeper', state: 'DISCONNECTED' })[0]).toBe(
      'person zookeeper-away: The registrar of the node has no connection to ZooKeeper, so the pods are not listed there.',
    );
  });

  test('it has one, and the pod is in it', () => {
    expect(said(connected, { time: ago(400), message: 'registered', pod: 'shop/api-0-0' })).toEqual([]);
  });

  test('it refuses a pod', () => {
    expect(
      said(connected, {
        time: ago(400),
        message: 'refused',
        pod: 'shop/api-0-0',
        error: 'the annotation names a path of another namespace',
      }),
    ).toEqual([
      'person registration-refused: The registrar refuses to list the pods in ZooKeeper: the annotation names a path of '
        + 'another namespace.',
    ]);
  });
});

describe('calls', () => {
  const proxied = podWith(
    {},
    { containerStatuses: [{ name: 'proxy', image: '', imageID: '', ready: true, restartCount: 0, state: { running: {} } }] },
  );
  const calls = new Map([['shop/api', [{ name: 'db.16000', host: 'db.shop.svc.cluster.local', port: 443 }]]]);
  const lines = (text: string, times: number[]) =>
    new Map([['shop/api-0-0/proxy', times.map(seconds => `${ago(seconds)} ${text}`).join('\n')]]);
  const found = (text: string, times: number[], ...others: Partial<Snapshot>[]) =>
    brief(
      together(
        service('api', {
          replicas: 1,
          revisions: [[{ ...proxied, status: { ...proxied.status, conditions: [{ type: 'Ready', status: 'True' }] } }]],
        }),
        ...others,
      ),
      { calls, logs: lines(text, times) },
    )
      .split('\n')
      .slice(1);

  test('a name that DNS does not know', () => {
    expect(found('out.db.16000: - (PR after 1029 ms)', [90, 60, 30, 10])).toEqual([
      'person callee-unknown: It calls db.shop.svc.cluster.local, which has no address: DNS does not know that name, or no '
        + 'pod of it is ready.',
    ]);
  });

  test('a callee that does not answer, and is not seen', () => {
    expect(found('out.db.16000: - (sC after 10002 ms)', [90, 60, 30, 10])).toEqual([
      'person callee-silent: It calls db.shop.svc.cluster.local at port 443, which does not answer.',
    ]);
  });

  test('failures that have just begun, or are over, need nobody', () => {
    expect(found('out.db.16000: - (PR after 1029 ms)', [15, 10, 5])[0]).toMatch(/^itself/);
    expect(found('out.db.16000: - (PR after 1029 ms)', [290, 280, 200])).toEqual([]);
  });

  test('a callee that shows another identity', () => {
    expect(found('[WARNING]  (8) : refused a callee: it shows spiffe://a/x, and not spiffe://a/db', [90, 60, 30, 10])[0]).toBe(
      'person callee-identity: It calls db.shop.svc.cluster.local, which shows the identity spiffe://a/x, and not spiffe://a/db.',
    );
  });
});

describe('jobs', () => {
  const failedPod = (index: string): Pod => ({
    kind: 'Pod',
    metadata: {
      name: `index-a-${index}`,
      namespace: 'shop',
      labels: { 'app.kubernetes.io/name': 'index', 'pinterest.com/crd_type': 'PinterestJobSet' },
      annotations: { 'batch.kubernetes.io/job-completion-index': index },
      ownerReferences: [{ apiVersion: 'batch/v1', kind: 'Job', name: 'index-a', uid: 'a', controller: true }],
    },
    status: {
      phase: 'Failed',
      containerStatuses: [{
        name: 'app', image: '', imageID: '', ready: false, restartCount: 0,
        state: { terminated: { exitCode: 7, message: 'no input\n' } },
      }],
    },
  });
  const failed = (reason: string, status: object = {}) => job('index', 'a', {
    conditions: [{ type: 'Failed', status: 'True', reason, message: 'as it is' }], ...status,
  }, { completions: 3, activeDeadlineSeconds: 7200 });
  const found = (reason: string, status?: object) => (
    brief(snapshot({ jobs: [failed(reason, status)], pods: [failedPod('1')] })).split('\n').slice(1)
  );

  test('shards that failed for good, by their numbers', () => {
    expect(found('FailedIndexes', { failedIndexes: '1', succeeded: 2 }))
      .toEqual(['person shard-failed: The shard 1 of the job index-a failed for good, with code 7 (no input).']);
  });

  test('before Kubernetes 1.29 the whole job, and in which shard', () => {
    expect(found('BackoffLimitExceeded')).toEqual(['person job-failed: The job index-a failed in the shard 1, with code 7 '
      + '(no input): as it is.']);
  });

  test('a job past its deadline', () => {
    expect(found('DeadlineExceeded')).toEqual(['person deadline: The job index-a was stopped: it ran longer than its '
      + 'deadline of 2 h.']);
  });

  test('a failed try that is made again needs nobody', () => {
    expect(brief(snapshot({ jobs: [job('index', 'a', { failed: 1, active: 1 })] })))
      .toBe('running: running\nitself job-retries: 1 pod has failed; what is missing is tried again.');
  });
});

describe('daemons of the runtime', () => {
  const daemon = (one: Pod): Partial<Snapshot> => {
    const labels = {
      'app.kubernetes.io/name': 'registrar-1',
      'pinterest.com/crd_type': 'PinterestDaemon',
      'pinterest.com/runtime': '1',
      'pod-template-generation': '1',
    };
    const annotations = { 'deprecated.daemonset.template.generation': '1' };
    const metadata = { name: 'registrar-1', namespace: 'shop', uid: 'd', labels, annotations };
    const counts = { desiredNumberScheduled: 1, updatedNumberScheduled: 1, currentNumberScheduled: 1 };
    return {
      daemonSets: [{
        kind: 'DaemonSet', metadata, spec: { selector: {}, template: {} },
        status: { ...counts, numberMisscheduled: 0, numberReady: 0 },
      }],
      pods: [{
        ...one, kind: 'Pod',
        metadata: {
          name: 'registrar-1-x', namespace: 'shop', uid: 'p', labels,
          ownerReferences: [{ apiVersion: 'apps/v1', kind: 'DaemonSet', name: 'registrar-1', uid: 'd', controller: true }],
        },
      }],
    };
  };
  const unready = podWith({ state: { running: { startedAt: ago(300) as never } }, ready: false });

  test('what is wrong with one is the platform\'s', () => {
    const found = judged(snapshot(daemon(podWith(waiting('InvalidImageName')))))[0].findings;
    const whose = { part: 'platform', component: 'registrar-1' };
    expect(found.map(each => [each.cause, each.whose])).toEqual([['image-name', whose]]);
  });

  test('a registrar that has never reached ZooKeeper says so by its silence', () => {
    const probe = { events: [event('Pod', 'p', 'Unhealthy', 'Readiness probe failed: HTTP probe failed with statuscode: 503')] };
    const logs = new Map([['shop/registrar-1-x/app', '']]);
    expect(brief(snapshot({ ...daemon(unready), ...probe }), { logs }).split('\n').slice(1)).toEqual([
      'person zookeeper-away: It has no connection to ZooKeeper.',
    ]);
  });
});
