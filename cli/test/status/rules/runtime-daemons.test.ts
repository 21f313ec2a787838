import { Pod } from '../../../lib/status/snapshot/objects';
import { Snapshot } from '../../../lib/status/snapshot/snapshot';
import { brief, judged } from '../judged';
import { ago, event, podWith, snapshot, waiting } from '../objects';

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
