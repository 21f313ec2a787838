import * as http from 'node:http';
import * as net from 'node:net';
import { serve } from '../src/server';

test('it tells whether the daemon lives, whether it is ready, and its metrics', async () => {
  let ready = false;
  const server = serve(0, { ready: () => ready, notReady: 'not yet', metrics: async () => 'figures 1\n' });
  const ask = async (path: string) => {
    const response = await fetch(`http://127.0.0.1:${(server.address() as net.AddressInfo).port}${path}`);
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

describe('whoever reaches it', () => {
  const sockets: net.Socket[] = [];
  let server: http.Server;
  let asked: number;

  beforeEach(() => {
    asked = 0;
    server = serve(0, { ready: () => true, notReady: '', metrics: async () => `asked ${++asked}\n` });
  });

  afterEach(() => {
    for (const socket of sockets.splice(0)) socket.destroy();
    server.closeAllConnections();
    server.close();
  });

  const address = () => (server.address() as net.AddressInfo).port;
  const connect = () => new Promise<net.Socket>(resolve => {
    const socket = net.connect(address(), '127.0.0.1', () => resolve(socket));
    socket.on('error', () => undefined);
    sockets.push(socket);
  });

  test('with a thousand connections does not keep the kubelet from an answer', async () => {
    for (let n = 0; n < 1000; n++) (await connect()).write('GET /healthz HTTP/1.1\r\nhost:');
    const begun = Date.now();
    expect((await fetch(`http://127.0.0.1:${address()}/healthz`)).status).toBe(200);
    expect(Date.now() - begun).toBeLessThan(500);
    const count = await new Promise<number>(resolve => server.getConnections((_, all) => resolve(all)));
    expect(count).toBeLessThanOrEqual(128);
  });

  test('makes it compute its metrics no more than once a second, and sends it no body', async () => {
    for (let n = 0; n < 20; n++) await (await fetch(`http://127.0.0.1:${address()}/metrics`)).text();
    expect(asked).toBeLessThanOrEqual(2);
    expect((await fetch(`http://127.0.0.1:${address()}/healthz`, { method: 'POST', body: 'x' })).status).toBe(405);
  });
});
