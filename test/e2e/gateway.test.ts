import * as http from 'node:http';
import { GATEWAY, hostOf, PROXIES, services } from './gateway-services';
import { apply, createNamespace, eventually, get, kubectl, rolledOut } from './kubectl';
import { installMesh, trustMesh } from './mesh';

/*
 * An HTTPRoute and an Ingress with real proxies, whose pods run in the namespace `ingress`, while the Gateway is in `gateways`.
 * Without them, this is left out; with GATEWAY=1 they must be there. Only where NetworkPolicy is enforced, POLICIES=1, is it
 * known that a namespace that the cluster does not name is kept out.
 */
const has = (...args: string[]) => kubectl(['get', ...args, '--ignore-not-found', '-o', 'name']) !== '';
const GATEWAYS = 'gateways.gateway.networking.k8s.io';
const HAS_GATEWAY = process.env.GATEWAY === '1' || (has('crd', GATEWAYS) && has(GATEWAYS, GATEWAY.name, '-n', GATEWAY.namespace));
if (!HAS_GATEWAY) console.log('there is no Gateway on this cluster: routes are not tested');

const FLAVOURS = [{ namespace: 'gateway-plain', identity: false }, { namespace: 'gateway-mesh', identity: true }];

/** What the proxies answer for a host; undefined if nothing comes within five seconds. */
function statusOf(address: URL, host: string): Promise<number | undefined> {
  return new Promise(resolve => {
    const request = http.get(address, { headers: { host }, agent: false, timeout: 5000 }, response => {
      response.resume();
      resolve(response.statusCode);
    });
    request.on('timeout', () => request.destroy());
    request.on('error', () => resolve(undefined));
  });
}

(HAS_GATEWAY ? describe : describe.skip)('through a Gateway', () => {
  let address: URL;

  beforeAll(() => {
    installMesh();
    for (const flavour of FLAVOURS) {
      createNamespace(flavour.namespace);
      if (flavour.identity) trustMesh(flavour.namespace);
      apply(services(flavour));
    }
    const { status: { addresses } } = get(GATEWAYS, GATEWAY.name, '-n', GATEWAY.namespace);
    const ports = get('services', '-n', PROXIES).items.flatMap(({ spec }: any) => spec.ports);
    const { nodePort, port } = ports.find(({ port: number }: any) => number === 80);
    address = new URL(`http://${addresses[0].value}:${nodePort ?? port}/healthz`);
    for (const { namespace } of FLAVOURS) rolledOut(namespace, 'open', 'shut');
  }, 240_000);

  afterAll(() => {
    kubectl(['delete', 'namespace', ...FLAVOURS.map(({ namespace }) => namespace), '--wait=false']);
  });

  describe.each(FLAVOURS)('in $namespace', flavour => {
    test('proxies of another namespace than the Gateway\'s reach what its cluster says they may', async () => {
      for (const name of ['open', 'open-ingress']) {
        const host = hostOf(name, flavour);
        const end = Date.now() + 60_000;
        let status = await statusOf(address, host);
        // The proxies learn of a route after a while.
        while (status !== 200 && Date.now() < end) status = await statusOf(address, host);
        expect([host, status]).toEqual([host, 200]);
      }
    }, 150_000);

    (process.env.POLICIES === '1' ? test : test.skip)('without that they are kept out', async () => {
      const { namespace } = flavour;
      await eventually('the route to be accepted', 60, () => (
        get('httproutes', 'shut', '-n', namespace).status?.parents?.[0].conditions.some(({ type, status }: any) => (
          type === 'Accepted' && status === 'True'
        ))
      ));
      expect(await statusOf(address, hostOf('shut', flavour))).not.toBe(200);
      expect(await statusOf(address, hostOf('shut-ingress', flavour))).not.toBe(200);
    }, 90_000);
  });
});
