import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { Duration } from 'cdk8s';
import { Caller, PinterestChart, PinterestJobSet, PinterestService, PinterestStatefulSet, Scaling } from 'cdk8s-pinterest';
import { EnvValue, Probe } from 'cdk8s-plus-27';
import { HAS_ARGO_CD, REFRESH } from './argocd';
import { apply, createNamespace, eventually, get, kubectl } from './kubectl';
import { manifestOf } from './manifest';

/*
 * A migration between its database and the service that needs it, as docs/jobs-before.md has it: by its commands, and by
 * Argo CD. That must read repositories from folders of this machine, as the one of this project's CI does.
 */

/** That of the page, and one for Argo CD. */
let namespace = 'boards';
const CONTAINER = { image: 'registry.example.com/pinboard:1.0.0', portNumber: 8080, readiness: Probe.fromHttpGet('/healthz') };
const APPLICATION = ['application', 'boards', '-n', 'argocd'];

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'jobs-before-'));

/** Writes a version into the folder `dist`; its migration asks the database, and ends with a status. */
function write(version: string, status = 0): void {
  const build = (chart: PinterestChart) => {
    const [scaling, drain] = [Scaling.fixed(1), Duration.seconds(1)];
    const callers = [Caller.workload('migrate')];
    const db = new PinterestStatefulSet(chart, 'db', { container: CONTAINER, scaling, callers, drain });
    const api = new PinterestService(chart, 'api', {
      container: { ...CONTAINER, envVariables: { VERSION: EnvValue.fromValue(version) } }, scaling, drain,
    });
    new PinterestJobSet(chart, 'migrate', {
      container: {
        image: CONTAINER.image,
        command: ['node', '-e', `fetch('http://db:8080').then(() => process.exit(${status}))`],
        envVariables: { VERSION: EnvValue.fromValue(version) },
      },
      config: { files: { 'migrate.yaml': 'database: db' } },
      retries: 0,
      runsBefore: [api],
      runsAfter: [db],
    });
  };
  fs.mkdirSync(path.join(folder, 'dist'), { recursive: true });
  fs.writeFileSync(path.join(folder, 'dist/boards.yaml'), manifestOf(namespace, build));
}

function run(command: string, args: string[], env: NodeJS.ProcessEnv = process.env): string {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd: folder, encoding: 'utf8', env, timeout: 120_000 });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')}: ${stderr}`);
  return stdout;
}

/** The commands of the page. */
function applyByHand(): void {
  const page = fs.readFileSync(path.join(__dirname, '../../docs/jobs-before.md'), 'utf8');
  const [, commands] = /^```sh\n([^]*?)^```$/m.exec(page)!;
  const bin = fs.mkdtempSync(path.join(os.tmpdir(), 'bin-'));
  if (process.env.KUBECTL) fs.symlinkSync(process.env.KUBECTL, path.join(bin, 'kubectl'));
  run('bash', ['-ec', commands], { ...process.env, PATH: `${bin}:${process.env.PATH}` });
}

function commit(message: string): string {
  run('git', ['add', '.']);
  run('git', ['-c', 'user.name=e2e', '-c', 'user.email=e2e@example.com', 'commit', '--quiet', '--message', message]);
  return run('git', ['rev-parse', 'HEAD']).trim();
}

/** What Argo CD knows, which is asked to look at a commit as long as it has not; who asks while it looks is not heard. */
function stateAt(revision: string): any {
  const { status = {} } = get(...APPLICATION);
  if (status.sync?.revision !== revision) kubectl(['annotate', ...APPLICATION, `${REFRESH}=normal`, '--overwrite']);
  return status;
}

/** Argo CD's last sync, once it is over and of this commit. */
const synced = (revision: string, after = '') => eventually(`a sync of ${revision}`, 120, () => {
  const { phase, finishedAt, syncResult } = stateAt(revision).operationState ?? {};
  return syncResult?.revision === revision && phase !== 'Running' && finishedAt > after && { phase, finishedAt };
});

const jobs = (): any[] => get('jobs', '-n', namespace, '-l', 'app.kubernetes.io/name=migrate').items;
const api = (): any => get('deployment', 'api', '-n', namespace);
const versionOf = ({ spec: { template: { spec } } }: any): string => (
  spec.containers[0].env.find(({ name }: any) => name === 'VERSION').value
);
const succeeded = (job: any) => job.status.succeeded === 1;

/** The database was ready before the job began, and the job had ended before the service was made. */
function expectOrder(): void {
  const [job] = jobs();
  const [pod] = get('pods', '-n', namespace, '-l', 'app.kubernetes.io/name=db').items;
  const ready = pod.status.conditions.find(({ type }: any) => type === 'Ready').lastTransitionTime;
  const times = [ready, job.metadata.creationTimestamp, job.status.completionTime, api().metadata.creationTimestamp];
  expect(times).toEqual([...times].sort());
}

afterAll(() => {
  if (HAS_ARGO_CD) kubectl(['delete', ...APPLICATION, '--ignore-not-found']);
  kubectl(['delete', 'namespace', 'boards', 'boards-argo', '--ignore-not-found', '--wait=false']);
  fs.rmSync(folder, { recursive: true });
});


test('the commands of the page keep the order, and a job that has ended does not run again', () => {
  createNamespace(namespace);
  write('1');
  applyByHand();
  expectOrder();
  const [job] = jobs();
  applyByHand();
  expect(jobs().map(({ metadata }) => metadata.uid)).toEqual([job.metadata.uid]);
  write('2', 1);
  expect(() => applyByHand()).toThrow();
  expect(versionOf(api())).toBe('1');
});

(HAS_ARGO_CD ? test : test.skip)('Argo CD keeps the order, and an old version as long as the job fails', async () => {
  namespace = 'boards-argo';
  createNamespace(namespace);
  run('git', ['init', '--quiet']);
  write('1');
  apply(JSON.stringify({
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Application',
    metadata: { name: 'boards', namespace: 'argocd' },
    spec: {
      project: 'default',
      source: { repoURL: `file://${folder}`, path: 'dist', targetRevision: 'HEAD' },
      destination: { server: 'https://kubernetes.default.svc' },
      syncPolicy: {
        automated: { prune: true, selfHeal: true },
        // As the page has it: a commit need not wait until a failed one has been tried often enough.
        retry: { limit: 5, refresh: true },
        syncOptions: ['ServerSideApply=true'],
      },
    },
  }));
  const first = commit('1');
  const { phase, finishedAt } = await synced(first);
  expect(phase).toBe('Succeeded');
  expectOrder();

  const [job] = jobs();
  kubectl(['patch', ...APPLICATION, '--type=merge', '-p', JSON.stringify({ operation: { sync: { revision: first } } })]);
  expect((await synced(first, finishedAt)).phase).toBe('Succeeded');
  const times = (each: any) => [each.metadata.uid, each.status.startTime];
  expect(jobs().map(times)).toEqual([times(job)]);

  write('2', 1);
  const second = commit('2');
  const failed = (each: any) => versionOf(each) === '2' && each.status.failed === 1;
  await eventually('a job that has failed', 60, () => stateAt(second) && jobs().some(failed));
  // A sync that is tried again does not run it again.
  await eventually('another try', 90, () => get(...APPLICATION).status.operationState.retryCount >= 1);
  expect([versionOf(api()), jobs().filter(failed).length]).toEqual(['1', 1]);

  write('3');
  expect((await synced(commit('3'))).phase).toBe('Succeeded');
  expect(versionOf(api())).toBe('3');
  expect(jobs().filter(succeeded).map(versionOf)).toEqual(['3']);
});

if (!HAS_ARGO_CD) console.log('Argo CD is not on this cluster: the order of its sync waves is not tested');
