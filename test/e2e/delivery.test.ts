import { ChildProcess, spawn } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { Delivery, HAS_ARGO_CD, Repository } from './argocd';
import { COMMITS, Flavour, FLAVOURS, hostOf, namespaceOf, SHOP, shops, State } from './delivery-shops';
import { createNamespace, eventually, get, kubectl } from './kubectl';
import { installMesh, trustMesh } from './mesh';

/*
 * Two shops are kept in step with a repository by Argo CD, while people visit them through the ingress controller: ten commits,
 * and no request is lost. It needs Argo CD, and a controller for the class `public` behind a NodePort; without them it is left
 * out, or fails if ARGOCD=1 or GATEWAY=1.
 */

const hasIngress = process.env.GATEWAY === '1' || kubectl(['get', 'ingressclass', 'public', '--ignore-not-found']) !== '';
if (!HAS_ARGO_CD || !hasIngress) console.log('Argo CD or an ingress controller is not on this cluster: no delivery is tested');

/** Of each shop, each with five requests. */
const VISITORS_A_SECOND = 5;

interface Count {
  readonly ok: number;
  readonly failed: number;
  readonly errors: object;
  /** By the version of the checkout. */
  readonly orders: Record<string, number>;
  /** In milliseconds. */
  readonly slowest: number;
}

/** People who visit both shops, from this machine. */
class Visitors {
  private readonly folder = fs.mkdtempSync(path.join(os.tmpdir(), 'visitors-'));
  private readonly program: ChildProcess;

  public constructor() {
    const [{ spec: { ports } }] = get('services', '-n', 'ingress').items;
    const [{ status: { addresses } }] = get('nodes').items;
    const address = addresses.find(({ type }: any) => type === 'InternalIP').address;
    const { nodePort } = ports.find(({ port }: any) => port === 80);
    this.program = spawn(process.execPath, [
      path.join(__dirname, 'visitors.js'), `${address}:${nodePort}`, `${VISITORS_A_SECOND}`, ...FLAVOURS.map(hostOf),
    ], { stdio: ['ignore', fs.openSync(this.file, 'w'), 'inherit'] });
  }

  public get counts(): Record<Flavour, Count> {
    // The last line may not be whole yet.
    const whole = fs.readFileSync(this.file, 'utf8').split('\n').slice(0, -1);
    const counts = JSON.parse(whole.pop() ?? '{}');
    return Object.fromEntries(FLAVOURS.map(flavour => [flavour, counts[hostOf(flavour)]])) as Record<Flavour, Count>;
  }

  /** How many requests have failed, and how. */
  public get failures(): unknown[] {
    return Object.values(this.counts).filter(count => count?.failed > 0);
  }

  /** No more come, and those that are there get their answers. */
  public async end(): Promise<void> {
    if (this.program.exitCode !== null) return;
    const ended = new Promise(resolve => this.program.once('exit', resolve));
    this.program.kill();
    await ended;
  }

  private get file(): string {
    return path.join(this.folder, 'counts');
  }
}

(HAS_ARGO_CD && hasIngress ? describe : describe.skip)('Argo CD delivers the storefronts', () => {
  const repository = new Repository();
  const deliveries = Object.fromEntries(FLAVOURS.map(flavour => [flavour, new Delivery(repository, flavour)]));
  let visitors: Visitors | undefined;
  let state: State = { version: '1.0.0' };
  const revisions: string[] = [];

  async function delivered(revision: string, seconds = 240): Promise<void> {
    revisions.push(revision);
    await Promise.all(FLAVOURS.map(flavour => deliveries[flavour].delivered(revision, [SHOP], seconds)));
  }

  beforeAll(async () => {
    installMesh();
    for (const flavour of FLAVOURS) {
      createNamespace(namespaceOf(flavour));
      if (flavour === 'identity') trustMesh(namespaceOf(flavour));
    }
    const first = repository.commit('the shops', shops(state));
    for (const flavour of FLAVOURS) deliveries[flavour].begin();
    await delivered(first, 300);
    visitors = new Visitors();
    await eventually('the first orders', 30, () => FLAVOURS.every(flavour => visitors!.counts[flavour]?.orders['1.0.0'] > 0));
  });

  afterAll(async () => {
    await visitors?.end();
    for (const flavour of FLAVOURS) deliveries[flavour].end();
    kubectl(['delete', 'namespace', ...FLAVOURS.map(namespaceOf), '--wait=false']);
    repository.remove();
  });

  test.each(Object.entries(COMMITS))('%s, and no request is lost', async (what, change) => {
    const since = Date.now();
    state = { ...state, ...change };
    await delivered(repository.commit(what, shops(state)));
    console.log(`${what}: ${(Date.now() - since) / 1000} s, ${JSON.stringify(visitors!.counts)}`);
    expect(visitors!.failures).toEqual([]);
  });

  test('the last commit is taken back, and no request is lost', async () => {
    await delivered(repository.revert());
    await visitors!.end();
    console.log(`${FLAVOURS.map(flavour => `${flavour}: ${JSON.stringify(visitors!.counts[flavour])}`).join('\n')}`);
    expect(visitors!.failures).toEqual([]);
    for (const { ok, orders } of Object.values(visitors!.counts)) {
      expect(ok).toBeGreaterThan(1000);
      expect(Object.keys(orders).sort()).toEqual(['1.0.0', '2.0.0']);
    }
  });

  test.each(FLAVOURS)('each commit was one operation, and nothing is left of what was removed: %s', async flavour => {
    await deliveries[flavour].comparedAnew([SHOP]);
    expect(deliveries[flavour].operations(SHOP).sort()).toEqual([...revisions].sort());
    const { sync, health } = deliveries[flavour].application(SHOP).status;
    expect([sync.status, health.status]).toEqual(['Synced', 'Healthy']);
    const kinds = 'deployments,services,networkpolicies,serviceaccounts,poddisruptionbudgets';
    expect(get(kinds, '-n', namespaceOf(flavour), '-l', 'app.kubernetes.io/name=gifts').items).toEqual([]);
    const reports = get('jobs', '-n', namespaceOf(flavour), '-l', 'app.kubernetes.io/name=report').items;
    expect(reports.map(({ status }: any) => status.succeeded)).toEqual([1]);
  });
});
