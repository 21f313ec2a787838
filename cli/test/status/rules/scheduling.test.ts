import { brief, inPod } from '../judged';
import { ago, event, podWith, service, together } from '../objects';

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

  test.each(['had volume node affinity conflict', 'didn\'t match PersistentVolume\'s node affinity'])(
    'a volume of another zone: %s', words => {
      const said = `0/2 nodes are available: 1 Insufficient cpu, 1 node(s) ${words}.`;
      expect(inPod(pending(said))).toEqual([
        `person volume-nodes: The pod's volume can only be used on some nodes, and none of these takes the pod. (${said})`,
      ]);
    },
  );
});
