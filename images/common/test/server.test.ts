import { AddressInfo } from 'node:net';
import { serve } from '../src/server';

test('it tells whether the daemon lives, whether it is ready, and its metrics', async () => {
  let ready = false;
  const server = serve(0, { ready: () => ready, notReady: 'not yet', metrics: async () => 'figures 1\n' });
  const ask = async (path: string) => {
    const response = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`);
    return [response.status, await response.text()];
  };
  try {
    expect(await ask('/healthz')).toEqual([200, 'ok\n']);
    expect(await ask('/ready')).toEqual([503, 'not yet\n']);
    ready = true;
    expect(await ask('/ready')).toEqual([200, 'ok\n']);
    expect(await ask('/metrics')).toEqual([200, 'figures 1\n']);
    expect((await ask('/other'))[0]).toBe(404);
  } finally {
    server.closeAllConnections();
    server.close();
  }
});
