import { Pod } from '../../../lib/status/snapshot/objects';
import { brief } from '../judged';
import { ago, podWith, READY, service, together } from '../objects';

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
