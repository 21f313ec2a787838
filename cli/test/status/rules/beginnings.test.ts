import { initialFindings } from '../../../lib/status/rules/beginnings';
import { about, inPod } from '../judged';
import { ago, event, NOW, podWith, waiting } from '../objects';

describe('a pod without a sandbox', () => {
  const creating = (seconds: number) => (
    podWith(waiting('ContainerCreating'), { startTime: ago(seconds) as never, phase: 'Pending' })
  );
  const message = 'Failed to create pod sandbox: rpc error: code = Unknown desc = failed to setup network for sandbox '
    + `"${'a1'.repeat(32)}": plugin type="bridge" failed (add): failed to allocate for range 0: no IP addresses available`;

  test('is the cluster\'s, with the words of its network', () => {
    expect(inPod(creating(300), about('FailedCreatePodSandBox', message))).toEqual([
      'person no-sandbox: The node node-1 cannot start the pod at all, by its network or its container runtime: plugin '
        + 'type="bridge" failed (add): failed to allocate for range 0: no IP addresses available',
    ]);
  });

  test('may have one soon, and is none of which the event is old', () => {
    expect(inPod(creating(20), about('FailedCreatePodSandBox', message))[0]).toMatch(/^itself no-sandbox/);
    const events = [event('Pod', 'api-0-0', 'FailedCreatePodSandBox', message, 900)];
    expect(inPod(creating(300), { events })).toEqual([]);
  });
});

describe('a container before the application that does not end', () => {
  const waits = (seconds: number, more: object = {}) => podWith(waiting('PodInitializing'), {
    phase: 'Pending',
    initContainerStatuses: [{
      name: 'migrate', image: 'x', imageID: '', ready: false, restartCount: 0,
      state: { running: { startedAt: ago(seconds) as never } },
    }],
  }, { initContainers: [{ name: 'migrate', image: 'x', ...more }] });

  test('is told, and needs a person when it takes long', () => {
    const found = 'init-waits: The container migrate has not ended, and the application waits for it.';
    expect(inPod(waits(60))).toEqual([]);
    expect(inPod(waits(300))).toEqual([`itself ${found}`]);
    expect(inPod(waits(900))).toEqual([`person ${found}`]);
  });

  test.each(['Job', 'PyTorchJob', 'MPIJob'])('is no fault in a pod of a %s, which may wait for others', kind => {
    const pod = waits(900);
    const ownerReferences = [{ apiVersion: 'x/v1', kind, name: 'train', uid: 'train', controller: true }];
    const pods = [{ ...pod, metadata: { ...pod.metadata, ownerReferences } }];
    const workload = { namespace: 'shop', name: 'train', pods };
    expect(initialFindings(workload as never, { now: NOW } as never)).toEqual([]);
  });

  test('is none that runs beside it', () => {
    expect(inPod(waits(900, { restartPolicy: 'Always' })).join()).not.toContain('init-waits');
  });
});
