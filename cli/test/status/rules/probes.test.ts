import { about, inPod } from '../judged';
import { ago, podWith } from '../objects';

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
