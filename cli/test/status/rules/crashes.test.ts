import { about, ended, inPod } from '../judged';
import { ago, podWith, READY, waiting } from '../objects';

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

  test.each([
    ['wrong-processor', 'exec /usr/local/bin/api: exec format error',
      'is no program for the processor of its node, or a script without #!: exec /usr/local/bin/api: exec format error'],
    ['read-only-files', 'Traceback (most recent call last):\nOSError: [Errno 30] Read-only file system: \'/app/cache\'\n',
      'ends since it may not write where it wants to: its root file system is read-only: OSError: [Errno 30] Read-only file '
        + 'system: \'/app/cache\''],
    ['disk-full', 'write /data/log: no space left on device', 'ends since there is no space left where it writes: write '
      + '/data/log: no space left on device'],
    ['port-taken', 'listen tcp :8443: bind: address already in use', 'ends since another process of its pod has the port at '
      + 'which it wants to listen: listen tcp :8443: bind: address already in use'],
  ])('last words that the operating system says: %s', (cause, message, told) => {
    expect(inPod(crashed(3, ended(1, { message })))).toEqual([`person ${cause}: The container app ${told}`]);
  });

  test('of what was said earlier nothing follows', () => {
    const message = ['no space left on device', ...Array.from({ length: 6 }, (_, n) => `line ${n}`)].join('\n');
    expect(inPod(crashed(3, ended(1, { message })))[0]).toMatch(/^person crash-loop/);
  });

  test('a program for another processor that cannot even be started', () => {
    const message = 'failed to create containerd task: failed to create shim task: OCI runtime create failed: '
      + 'runc create failed: unable to start container process: exec: "/api": exec format error: unknown';
    expect(inPod(crashed(1, ended(128, { reason: 'StartError', message })))[0]).toMatch(/^person wrong-processor/);
    expect(inPod(podWith(waiting('RunContainerError', message)))[0]).toMatch(/^person wrong-processor/);
    const missing = message.replace('exec format error', 'stat /api: no such file or directory');
    expect(inPod(crashed(1, ended(128, { reason: 'StartError', message: missing })))[0]).toMatch(/^person command-missing/);
  });
});
