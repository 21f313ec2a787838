import { startOf, stopOf } from '../../lib/explain/pod-order';

const app = { name: 'app', readinessProbe: {}, lifecycle: { preStop: { sleep: { seconds: 10 } } } };
const fetch = { name: 'fetch' };
const sidecar = {
  name: 'proxy', restartPolicy: 'Always', lifecycle: { postStart: {}, preStop: { exec: { command: ['sh', '-c', 'x'] } } },
};
const probed = { name: 'secrets', restartPolicy: 'Always', startupProbe: {} };

describe('the start', () => {
  test('goes from one to the next, and tells what holds the next back', () => {
    const steps = startOf({ initContainers: [sidecar, fetch, probed], containers: [app] }, 'app');
    expect(steps.map(({ container, role, holds, until, ready }) => [container, role, holds, until, ready])).toEqual([
      ['proxy', 'sidecar', true, 'its postStart hook has ended', ''],
      ['fetch', 'init', true, 'it has ended without an error', ''],
      ['secrets', 'sidecar', true, 'its startup probe succeeds', 'startup probe'],
      ['app', 'container', false, 'it runs', 'readiness probe'],
    ]);
  });

  test('waits for no probe of an ordinary container, but for its hook', () => {
    const { restartPolicy: _, ...beside } = sidecar;
    const [first, second] = startOf({ containers: [{ ...beside, startupProbe: {} }, app] }, 'app');
    expect(first).toMatchObject({ role: 'sidecar', holds: true, until: 'its postStart hook has ended', inInit: false });
    expect(second).toMatchObject({ container: 'app', role: 'container' });
  });
});

describe('the stop', () => {
  test('ends native sidecars after the others, the last one first', () => {
    const steps = stopOf({ initContainers: [probed, fetch, sidecar], containers: [app] }, 'app', '1.37');
    expect(steps).toEqual([
      { container: 'app', hook: 'sleeps 10 s', hookSeconds: 10, term: 'once its hook has ended', turn: 0 },
      { container: 'proxy', hook: 'runs a script', term: 'once app has ended', turn: 1 },
      { container: 'secrets', hook: '', term: 'once proxy has ended', turn: 2 },
    ]);
  });

  test('knows no order of ordinary containers', () => {
    const slow = { name: 'proxy', lifecycle: { preStop: { exec: { command: ['sleep', '15'] } } } };
    expect(stopOf({ containers: [slow, { name: 'app' }] }, 'app', '1.27')).toEqual([
      { container: 'app', hook: '', term: 'at once', turn: 0 },
      { container: 'proxy', hook: 'sleeps 15 s', hookSeconds: 15, term: 'once its hook has ended', turn: 0 },
    ]);
  });

  test('tells of a hook over HTTP where it asks', () => {
    const hook = { preStop: { httpGet: { path: '/drain', port: 8480 } } };
    const [step] = stopOf({ containers: [{ name: 'app', lifecycle: hook }] }, 'app', '1.27');
    expect(step.hook).toBe('asks /drain on port 8480, which answers once it has drained');
  });
});
