import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { ApiServer } from './api-server';
import { ApiError, inCluster, KubernetesApi } from '../src/api';

let folder: string;

beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'account-'));
  fs.writeFileSync(path.join(folder, 'token'), 'first\n');
  fs.writeFileSync(path.join(folder, 'ca.crt'), 'certificate');
});

afterEach(() => fs.rmSync(folder, { recursive: true }));

test.each([
  [{ KUBERNETES_SERVICE_HOST: '10.0.0.1', KUBERNETES_SERVICE_PORT: '6443' }, 'https://10.0.0.1:6443'],
  [{ KUBERNETES_SERVICE_HOST: 'fd00::1', KUBERNETES_SERVICE_PORT: '443' }, 'https://[fd00::1]:443'],
  [{}, 'https://kubernetes.default.svc:443'],
])('in a pod it finds the server and what has signed its certificate', (env, url) => {
  const [server, , ca] = inCluster(env, folder);
  expect([server, ca]).toEqual([url, 'certificate']);
});

describe('with a server', () => {
  let server: ApiServer;

  beforeEach(async () => {
    server = await ApiServer.start();
  });

  afterEach(() => server.stop());

  test('each request bears the token as it is by then, and says who asks', async () => {
    const [, token] = inCluster({}, folder);
    const api = new KubernetesApi('gatekeeper', server.url, token);
    await api.get('/api/v1/pods');
    fs.writeFileSync(path.join(folder, 'token'), 'second\n');
    await api.get('/api/v1/pods');
    expect(server.requests.map(({ headers }) => headers.authorization)).toEqual(['Bearer first', 'Bearer second']);
    expect(server.requests[0].headers['user-agent']).toBe('gatekeeper');
  });

  test('through a proxy it shows no token', async () => {
    await new KubernetesApi('tests', server.url).get('/api/v1/pods');
    expect(server.requests[0].headers.authorization).toBeUndefined();
  });

  test('a refusal tells the status and what was asked', async () => {
    server.answers.push(403);
    const refused = new KubernetesApi('tests', server.url).get('/api/v1/pods');
    await expect(refused).rejects.toBeInstanceOf(ApiError);
    await expect(refused).rejects.toMatchObject({ status: 403, message: 'GET /api/v1/pods: 403 {}' });
  });
});
