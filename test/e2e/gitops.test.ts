import { spawnSync } from 'node:child_process';
import * as path from 'node:path';
import { Delivery, HAS_ARGO_CD, Repository } from './argocd';
import { CHARTS, CLUSTER, JOBS, NAMESPACE, OBSTACLES, program, State } from './gitops-charts';
import { eventually, get, kubectl, rolledOut } from './kubectl';

/*
 * The real Argo CD, set up as the README says, applies what a team commits: nothing waits for what takes its time by nature, what
 * is needed stays, and what ran does not run again. Without Argo CD it is left out, or fails if ARGOCD=1.
 */

if (!HAS_ARGO_CD) console.log('Argo CD is not on this cluster: nothing of GitOps is tested');
const hasMetrics = process.env.METRICS === '1' || kubectl(['api-versions']).includes('metrics.k8s.io/');

/** Those that are healthy in the end; the others never are, by the nature of their jobs. */
const HEALTHY = ['namespaces', 'store', 'cron', 'finished', 'scaled'];

const uidsOf = (objects: any[]) => objects.map(({ metadata: { uid } }) => uid).sort();
const labelled = (kinds: string, name: string, namespace = JOBS): any[] => (
  get(kinds, '-n', namespace, '-l', `app.kubernetes.io/name=${name}`).items.filter(({ metadata }: any) => !metadata.deletionTimestamp)
);
const isReady = ({ status }: any) => status.conditions?.some(({ type, status: is }: any) => type === 'Ready' && is === 'True');

/** What the configuration in a pod says. */
function wordOf(pod: string, namespace = JOBS): string {
  return kubectl(['exec', pod, '-n', namespace, '-c', 'app', '--', 'cat', '/etc/app/app.yaml']).replace('word:', '').trim();
}

/** How many revisions Argo CD has begun to sync, and how often each. */
function timesOf(operations: string[]): Record<string, number> {
  return Object.fromEntries([...new Set(operations)].map(each => [each, operations.filter(other => other === each).length]));
}

/** The ConfigMaps that the command names. */
function unusedConfig(...options: string[]): string[] {
  const command = path.join(__dirname, '../../bin/unused-config');
  const { status, stdout, stderr } = spawnSync(command, ['-n', NAMESPACE, '-n', JOBS, ...options], { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  return stdout.split('\n').filter(line => line !== '').map(line => line.split(' ')[0]);
}

/**
 * For a revision. Argo CD compares in the second in which a sync has ended; on a busy machine it may not know yet what that has
 * made, and applies it once more. A difference that stays would be synced again and again.
 */
const MOST_OPERATIONS = 2;

(HAS_ARGO_CD ? describe : describe.skip)('Argo CD', () => {
  const repository = new Repository();
  const delivery = new Delivery(repository, CLUSTER);
  let state: State = {};
  /** When the current revision was committed, and what it is. */
  let begun = 0;
  let revision = '';

  function commit(change: State): void {
    state = { ...state, ...change };
    revision = repository.commit(JSON.stringify(change), program(state));
    begun = Date.now();
  }

  const seconds = () => (Date.now() - begun) / 1000;

  beforeAll(() => {
    commit({ unknown: true });
    delivery.begin();
  });

  afterAll(() => {
    delivery.end();
    kubectl(['delete', 'namespace', NAMESPACE, JOBS, '--ignore-not-found', '--wait=false']);
    repository.remove();
  });

  test('the first sync needs no namespace to be there, and makes them with their Pod Security labels', async () => {
    await delivery.synced(revision, CHARTS);
    await delivery.delivered(revision, HEALTHY);
    for (const namespace of [NAMESPACE, JOBS]) {
      expect(get('namespace', namespace).metadata.labels).toMatchObject({
        'pod-security.kubernetes.io/enforce': 'restricted', 'pod-security.kubernetes.io/warn': 'restricted',
      });
    }
    console.log(`the first sync: ${seconds()} s`);
  });

  test('a definition that is missing stops its own chart only', async () => {
    await eventually('the failure to be told', 60, () => (
      /widgets\.example\.com/.test(JSON.stringify(delivery.application('unknown')?.status ?? {}))
    ));
    expect(delivery.application('unknown').status.sync.status).not.toBe('Synced');
    // The others are delivered, as the first test says; a chart that is gone takes its objects along.
    commit({ unknown: false });
    await delivery.synced(revision, CHARTS);
    await eventually('the chart to be gone', 60, () => delivery.application('unknown') === undefined);
    expect(labelled('deployments,services', 'unknown-service', NAMESPACE)).toEqual([]);
  });

  describe('a change of configuration', () => {
    const obstacles = () => [...labelled('jobs', 'hours'), ...labelled('jobs', 'broken')];
    let before: { jobs: string[]; run: string };

    beforeAll(async () => {
      await eventually('a job that runs, and one that has failed', 60, () => (
        labelled('pods', 'hours').some(isReady) && labelled('jobs', 'broken').some(({ status }) => status.failed === 1)
      ));
      expect(labelled('pvc', 'yearly').map(({ status }) => status.phase)).toEqual(['Pending']);
      // A run of the cron job goes on meanwhile.
      kubectl(['create', 'job', '--from=cronjob/report', 'report-run', '-n', JOBS]);
      await eventually('the run', 60, () => labelled('pods', 'report').some(isReady));
      before = { jobs: uidsOf(obstacles()), run: labelled('pods', 'report')[0].metadata.name };
      expect(wordOf(before.run)).toBe('first');
      commit({ word: 'second' });
      await delivery.synced(revision, CHARTS, 60);
      console.log(`a change of configuration: ${seconds()} s`);
    });

    test.each(OBSTACLES)('deploys at once beside a job or claim that is %s', async obstacle => {
      rolledOut(JOBS, `${obstacle}-service`);
      expect(seconds()).toBeLessThan(120);
      expect(wordOf(`deployment/${obstacle}-service`)).toBe('second');
      expect(uidsOf(obstacles())).toEqual(before.jobs);
    });

    test('a pod of a store that keeps its version starts anew with its configuration', async () => {
      await delivery.delivered(revision, ['store']);
      expect(['store-0', 'store-1'].map(pod => wordOf(pod, NAMESPACE))).toEqual(['first', 'second']);
      const { metadata: { uid } } = get('pod', 'store-0', '-n', NAMESPACE);
      kubectl(['delete', 'pod', 'store-0', '-n', NAMESPACE]);
      await eventually('store-0 to be back', 60, () => labelled('pods', 'store', NAMESPACE).some(pod => (
        pod.metadata.name === 'store-0' && pod.metadata.uid !== uid && isReady(pod)
      )));
      expect(wordOf('store-0', NAMESPACE)).toBe('first');
    });

    test('a run of a cron job that is tried once more has its configuration', async () => {
      kubectl(['exec', before.run, '-n', JOBS, '-c', 'app', '--', 'sh', '-c', 'kill 1']);
      const retry = await eventually('the retry', 90, () => labelled('pods', 'report').find(pod => (
        isReady(pod) && pod.metadata.name !== before.run
      )));
      expect(wordOf(retry.metadata.name)).toBe('first');
    });
  });

  test('what nothing names any more goes by the command of the documentation, and nothing else', async () => {
    const configMaps = () => [NAMESPACE, JOBS].flatMap(namespace => get('configmaps', '-n', namespace).items)
      .map(({ metadata }) => `${metadata.namespace}/${metadata.name}`).sort();
    const all = configMaps();
    // Old ones of services and of the store are named by old revisions, that of the cron job by its run.
    const unused = unusedConfig();
    expect(unused).toEqual([expect.stringMatching(/^gitops-jobs\/yearly-config-/)]);
    expect(configMaps()).toEqual(all);
    expect(unusedConfig('--delete')).toEqual(unused);
    expect(configMaps()).toEqual(all.filter(name => !unused.includes(name)));

    kubectl(['delete', 'job', 'report-run', '-n', JOBS]);
    await eventually('the configuration of the run to be named by nothing', 30, () => (
      /^gitops-jobs\/report-config-[^,]+$/.test(unusedConfig().join())
    ));
  });

  test('what ran does not run again: not when pods are removed, a drift heals, or another commit comes', async () => {
    const [job] = labelled('jobs', 'once');
    expect(job.status.succeeded).toBe(1);
    kubectl(['delete', 'pods', '-n', JOBS, '-l', 'app.kubernetes.io/name=once']);
    const service = labelled('services,deployments', 'finished-service');
    kubectl(['delete', 'deployment', 'finished-service', '-n', JOBS]);
    await eventually('the deployment to be back', 60, () => labelled('deployments', 'finished-service').length === 1);
    commit({ beside: 'something else' });
    await delivery.delivered(revision, ['finished']);
    expect(service).not.toEqual([]);
    expect(labelled('jobs', 'once').map(({ metadata, status }) => [metadata.uid, status.startTime])).toEqual([
      [job.metadata.uid, job.status.startTime],
    ]);
    expect(labelled('pods', 'once')).toEqual([]);
  });

  test('what somebody changes by hand is as in the repository again', async () => {
    kubectl(['set', 'image', 'deployment/finished-service', 'app=docker.io/library/busybox:drift', '-n', JOBS]);
    const since = Date.now();
    await eventually('the image to be back', 60, () => {
      const [{ spec: { template: { spec } } }] = labelled('deployments', 'finished-service');
      return spec.containers[0].image.endsWith(':1.36');
    });
    console.log(`a drift healed in ${(Date.now() - since) / 1000} s`);
    await delivery.delivered(revision, ['finished']);
  });

  (hasMetrics ? test : test.skip)('from a fixed number to an autoscaler no pod stops', async () => {
    const [deployment] = labelled('deployments', 'scaled-service', NAMESPACE);
    expect(deployment.spec.replicas).toBe(4);
    const pods = uidsOf(labelled('pods', 'scaled-service', NAMESPACE));
    const { apiVersion, kind, metadata: { name, namespace }, spec: { replicas } } = deployment;
    kubectl(['apply', '--server-side', '--field-manager=autoscaler', '-f', '-'], JSON.stringify({
      apiVersion, kind, metadata: { name, namespace }, spec: { replicas },
    }));
    commit({ autoscaled: true });
    await delivery.synced(revision, ['scaled']);
    await eventually('the autoscaler to know the load', 120, () => {
      const [{ status }] = labelled('horizontalpodautoscalers', 'scaled-service', NAMESPACE);
      return status?.conditions?.some(({ type, status: is }: any) => type === 'ScalingActive' && is === 'True');
    });
    await delivery.delivered(revision, ['scaled']);
    expect(uidsOf(labelled('pods', 'scaled-service', NAMESPACE))).toEqual(pods);
  });

  test('a job that is no longer in the code is removed, and its pods', async () => {
    commit({ finished: false });
    await delivery.delivered(revision, ['finished']);
    expect(labelled('jobs,pods', 'once')).toEqual([]);
  });

  test('there is never a difference: no revision is synced again and again, and a look anew finds nothing to do', async () => {
    const operations = () => CHARTS.map(chart => delivery.operations(chart));
    const before = operations();
    for (let look = 0; look < 2; look++) {
      const compared = await delivery.comparedAnew(CHARTS);
      for (const [chart, { status: { sync } }] of compared) expect([chart, sync.status]).toEqual([chart, 'Synced']);
    }
    expect(operations()).toEqual(before);
    CHARTS.forEach((chart, index) => {
      // The finished job's chart was mended.
      const again = Object.values(timesOf(before[index])).filter(times => times > MOST_OPERATIONS);
      if (chart !== 'finished') expect([chart, ...again]).toEqual([chart]);
    });
  });
});
