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
});
