import { Snapshot } from '../../../lib/status/snapshot/snapshot';
import { brief } from '../judged';
import { ago, podWith, service, together } from '../objects';

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
