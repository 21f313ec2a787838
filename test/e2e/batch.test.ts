import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { Cron, Duration, Size } from 'cdk8s';
import {
  FailurePolicy, PinterestCronJob, PinterestCronJobProps, PinterestJobSet, PinterestJobSetProps, PodVolume, Shards, ShardStorage,
} from 'cdk8s-pinterest';
import { Cpu, EnvValue, ImagePullPolicy } from 'cdk8s-plus-27';
import { apply, createNamespace, eventually, get, kubectl, serverVersion } from './kubectl';
import { manifestOf } from './manifest';

const NAMESPACE = 'batch';
const MINOR = Number(serverVersion().split('.')[1]);

/** A storage class whose volumes are writable without root, as with most drivers. */
const STORAGE = { storageClass: process.env.STORAGE_CLASS ?? 'local', size: Size.mebibytes(10) };

/** A container that runs a shell script, with small requests for a small test cluster. */
function shell(script: string, variables: Record<string, string> = {}) {
  return {
    image: 'busybox',
    imagePullPolicy: ImagePullPolicy.IF_NOT_PRESENT,
    command: ['sh', '-euc', script],
    envVariables: Object.fromEntries(Object.entries(variables).map(([name, value]) => [name, EnvValue.fromValue(value)])),
    securityContext: { user: 10001 },
    resources: { cpu: { request: Cpu.millis(10) }, memory: { request: Size.mebibytes(8) } },
  };
}

function jobSet(name: string, props: PinterestJobSetProps): string {
  return manifestOf(NAMESPACE, chart => new PinterestJobSet(chart, name, { stop: Duration.seconds(1), ...props }));
}

function cronJob(name: string, props: PinterestCronJobProps): string {
  return manifestOf(NAMESPACE, chart => new PinterestCronJob(chart, name, { stop: Duration.seconds(1), ...props }));
}

const selector = (name: string) => `app.kubernetes.io/name=${name}`;
const jobs = (name: string): any[] => get('jobs', '-n', NAMESPACE, '-l', selector(name)).items;
const pods = (name: string): any[] => get('pods', '-n', NAMESPACE, '-l', selector(name)).items;
const logOf = (pod: any): string => kubectl(['logs', pod.metadata.name, '-n', NAMESPACE, '-c', 'app']);

/** Waits until all Jobs of a name have ended, and returns how: Complete or Failed, with the reason. */
async function ended(name: string, seconds = 120): Promise<any> {
  return eventually(`${name} to end`, seconds, () => {
    const conditions = jobs(name).map(job =>
      (job.status.conditions ?? []).find((each: any) => ['Complete', 'Failed'].includes(each.type) && each.status === 'True'));
    return conditions.length > 0 && conditions.every(Boolean) && conditions[0];
  });
}

beforeAll(() => createNamespace(NAMESPACE));
afterAll(() => kubectl(['delete', 'namespace', NAMESPACE, '--wait=false']));

test('twenty shards each do exactly their share, with a file and a folder of their own', async () => {
  const shards = Shards.range({ start: 0, end: 1990, size: 100 });
  apply(jobSet('index', {
    shards,
    parallelism: 10,
    container: shell(`
      . /etc/app/part
      test $SHARD = $PART; test $SHARDS = 20; test "$NAMED" = part-$PART-of-20; test "$(cat /etc/app/common)" = test
      test -z "$(ls /index)"
      sum=0; n=$FROM; while [ $n -lt $TO ]; do sum=$((sum + n)); n=$((n + 1)); done
      echo $sum > /index/sum; echo $PART $FROM $TO $sum`, { NAMED: 'part-$(SHARD)-of-$(SHARDS)' }),
    config: { files: { part: 'PART={{shard}}\nFROM={{start}}\nTO={{end}}\n', common: '{{environment}}\n' } },
    storage: [ShardStorage.shared({ name: 'index', mountPath: '/index', ...STORAGE })],
  }));
  expect(await ended('index', 180)).toMatchObject({ type: 'Complete' });
  expect(jobs('index')).toHaveLength(1);
  expect(jobs('index')[0].status.completedIndexes).toBe('0-19');
  const lines = pods('index').map(logOf).map(line => line.trim().split(' ').map(Number)).sort((a, b) => a[0] - b[0]);
  expect(lines.map(([part, from, to]) => [part, from, to]))
    .toEqual(Array.from({ length: 20 }, (_, n) => [n, n * 100, Math.min(n * 100 + 100, 1990)]));
  expect(lines.reduce((sum, line) => sum + line[3], 0)).toBe(1989 * 1990 / 2);

  // Another job mounts the whole volume through the pod plan.
  apply(manifestOf(NAMESPACE, chart => {
    const collect = new PinterestJobSet(chart, 'collect', {
      container: shell('cd /index; for part in *; do echo $part $(cat $part/sum); done'),
    });
    collect.pod.addVolume(PodVolume.of('index', { persistentVolumeClaim: { claimName: 'index-index' } }));
    collect.pod.mount({ volume: 'index', path: '/index' });
  }));
  expect(await ended('collect')).toMatchObject({ type: 'Complete' });
  const [pod] = pods('collect');
  expect(logOf(pod).trim().split('\n').map(line => line.split(' ').map(Number)).sort((a, b) => a[0] - b[0]))
    .toEqual(lines.map(line => [line[0], line[3]]));
});

test('an ephemeral volume is a pod\'s own, and goes with it', async () => {
  apply(jobSet('scratch', {
    shards: Shards.count(2),
    container: shell('test -z "$(ls /scratch)"; echo $SHARD > /scratch/file; cat /scratch/file'),
    storage: [ShardStorage.ephemeral({ name: 'scratch', mountPath: '/scratch', ...STORAGE })],
  }));
  expect(await ended('scratch')).toMatchObject({ type: 'Complete' });
  expect(get('pvc', '-n', NAMESPACE, '-l', selector('scratch')).items).toHaveLength(2);
  kubectl(['delete', 'job', '-n', NAMESPACE, '-l', selector('scratch')]);
  await eventually('the volumes to go', 60, () => get('pvc', '-n', NAMESPACE, '-l', selector('scratch')).items.length === 0);
});

test('a shard\'s volume outlives its run, for the same shard\'s next run', async () => {
  const run = (script: string) => jobSet('models', {
    shards: Shards.of('de', 'us'),
    container: shell(script),
    config: { files: { country: '{{value}}' } },
    storage: [ShardStorage.perShard({ name: 'model', mountPath: '/model', ...STORAGE })],
  });
  apply(run('cp /etc/app/country /model/country'));
  expect(await ended('models')).toMatchObject({ type: 'Complete' });
  kubectl(['delete', 'job', '-n', NAMESPACE, '-l', selector('models')]);
  apply(run('test $(cat /model/country) = $(cat /etc/app/country); echo $SHARD of $SHARDS: $(cat /model/country)'));
  expect(await ended('models')).toMatchObject({ type: 'Complete' });
  await eventually('the pods of the first run to go', 60, () => pods('models').length === 2);
  expect(pods('models').map(logOf).sort()).toEqual(['0 of 2: de\n', '1 of 2: us\n']);
});

test('a shard that fails twice and then succeeds does not fail the job', async () => {
  apply(jobSet('flaky', {
    shards: Shards.count(3),
    retries: 2,
    container: shell('tries=$(cat /state/tries 2>/dev/null || echo 0); echo $((tries + 1)) > /state/tries; '
      + '[ $SHARD != 1 ] || [ $tries = 2 ] || exit 7'),
    storage: [ShardStorage.shared({ name: 'state', mountPath: '/state', ...STORAGE })],
  }));
  expect(await ended('flaky', 180)).toMatchObject({ type: 'Complete' });
  const failed = pods('flaky').filter(pod => pod.status.phase === 'Failed');
  expect(failed.map(pod => pod.metadata.name.split('-').at(-2))).toEqual(['1', '1']);
});

test('a shard that fails for good is found by the one command of the documentation, with its last words', async () => {
  apply(jobSet('broken', {
    shards: Shards.count(5),
    failurePolicy: FailurePolicy.giveUpOn(64),
    container: shell('[ $SHARD != 3 ] || { echo the input of shard $SHARD is no good; exit 64; }'),
  }));
  expect(await ended('broken')).toMatchObject({ type: 'Failed' });
  const readme = fs.readFileSync(path.join(__dirname, '../../examples/batch/README.md'), 'utf8');
  const command = /<!-- find -->\n```sh\n([^]*?)```/.exec(readme)![1].replace('-n indexing', `-n ${NAMESPACE}`)
    .replace('name=index', 'name=broken').replace(/^kubectl/, '"${KUBECTL:-kubectl}"');
  const { stdout, stderr } = spawnSync('bash', ['-c', command], { encoding: 'utf8' });
  const [, ...lines] = stdout.trim().split('\n');
  expect(stderr).toBe('');
  expect(lines).toEqual([expect.stringMatching(/^broken-[0-9a-f]{8}-3-\w+ +64 +the input of shard 3 is no good$/)]);
  const [{ status }] = jobs('broken');
  // From 1.29 on a failed shard does not stop the others.
  if (MINOR >= 29) expect(status).toMatchObject({ completedIndexes: '0-2,4', failedIndexes: '3' });
});

test('an eviction is no failure: without any retry the shard is started again', async () => {
  apply(jobSet('evicted', {
    retries: 0, container: shell('trap "exit 1" TERM; i=0; while [ $i -lt 60 ]; do sleep 0.1; i=$((i + 1)); done'),
  }));
  const { metadata: { name } } = await eventually('the pod to run', 60, () =>
    pods('evicted').find(pod => pod.status.phase === 'Running'));
  kubectl(['create', '--raw', `/api/v1/namespaces/${NAMESPACE}/pods/${name}/eviction`, '-f', '-'], JSON.stringify({
    apiVersion: 'policy/v1', kind: 'Eviction', metadata: { name, namespace: NAMESPACE },
  }));
  expect(await ended('evicted')).toMatchObject({ type: 'Complete' });
});

test('a sidecar ends with the application, whose exit code counts, on every version', async () => {
  const withSidecar = (name: string, script: string) => manifestOf(NAMESPACE, chart => {
    const { pod } = new PinterestJobSet(chart, name, { container: shell(script), retries: 0, stop: Duration.seconds(5) });
    pod.addVolume(PodVolume.emptyDir('shared'));
    pod.mount({ volume: 'shared', path: '/shared' });
    // It may also end by itself and be started again.
    pod.addSidecar('side', {
      container: shell('echo started >> /shared/log; sleep 2'), mounts: [{ volume: 'shared', path: '/shared', readOnly: false }],
    });
  });
  apply(withSidecar('accompanied', 'until [ "$(wc -l < /shared/log)" -ge 2 ]; do sleep 0.2; done'));
  apply(withSidecar('accompanied-failing', 'sleep 1; exit 9'));
  expect(await ended('accompanied')).toMatchObject({ type: 'Complete' });
  expect(await ended('accompanied-failing')).toMatchObject({ type: 'Failed' });
  const [failed] = pods('accompanied-failing');
  expect(failed.status.phase).toBe('Failed');
  const exits = [...failed.status.containerStatuses].filter((each: any) => each.name === 'app')
    .map((each: any) => each.state.terminated.exitCode);
  expect(exits).toEqual([9]);
});

test('another version of a job is accepted beside the old one, and what has not changed does not run again', async () => {
  const version = (word: string) => jobSet('version', { container: shell(`echo ${word}`) });
  apply(version('one'));
  await ended('version');
  const before = jobs('version').map(job => job.metadata.resourceVersion);
  apply(version('one'));
  expect(jobs('version').map(job => job.metadata.resourceVersion)).toEqual(before);
  apply(version('two'));
  await ended('version');
  expect(jobs('version')).toHaveLength(2);
  expect(pods('version').map(logOf).sort()).toEqual(['one\n', 'two\n']);
});

test('a suspended job waits, and goes on where it is when it is no longer suspended', async () => {
  const suspended = (suspend: boolean) => jobSet('suspended', { suspend, container: shell('echo done') });
  apply(suspended(true));
  await eventually('the job to be suspended', 30, () =>
    jobs('suspended')[0]?.status.conditions?.some((each: any) => each.type === 'Suspended' && each.status === 'True'));
  expect(pods('suspended')).toEqual([]);
  apply(suspended(false));
  expect(await ended('suspended')).toMatchObject({ type: 'Complete' });
  expect(jobs('suspended')).toHaveLength(1);
});

test('a job that passes its deadline has failed, and a finished run of a cron job goes when its time is over', async () => {
  apply(jobSet('late', { container: shell('sleep 60'), deadline: Duration.seconds(3) }));
  expect(await ended('late')).toMatchObject({ type: 'Failed', reason: 'DeadlineExceeded' });
  apply(cronJob('brief', { container: shell('true'), schedule: Cron.daily(), timeToLive: Duration.seconds(1) }));
  kubectl(['create', 'job', '--from=cronjob/brief', 'brief-once', '-n', NAMESPACE]);
  await eventually('the job to come', 30, () => jobs('brief').length > 0);
  await eventually('the job to go', 60, () => jobs('brief').length === 0);
});

test('enough successful shards are enough, where the version can tell', async () => {
  const most = () => jobSet('most', {
    shards: Shards.count(4), retries: 0, successPercent: 75, container: shell('[ $SHARD != 2 ] || sleep 300'),
  });
  if (MINOR < 31) return expect(most).toThrow('successPercent = 75: needs Kubernetes 1.31');
  apply(most());
  expect(await ended('most')).toMatchObject({ type: 'Complete' });
  expect(jobs('most')[0].status.completedIndexes).toBe('0,1,3');
  return undefined;
});

test('a cron job fires, and runs out of turn by the documented command', async () => {
  const manifest = cronJob('report', {
    schedule: Cron.everyMinute(), timeZone: 'America/Los_Angeles', container: shell('echo shard $SHARD of $SHARDS'),
  });
  apply(manifest);
  kubectl(['create', 'job', '-n', NAMESPACE, '--from=cronjob/report', 'report-once']);
  await eventually('a run by schedule and the one out of turn', 130, () =>
    jobs('report').filter(job => job.status.succeeded === 1).length >= 2);
  expect(jobs('report').map(job => job.metadata.name)).toContain('report-once');
  expect(logOf(pods('report')[0])).toBe('shard 0 of 1\n');
  kubectl(['patch', 'cronjob', 'report', '-n', NAMESPACE, '--type=merge', '-p', '{"metadata":{"annotations":{"seen":"1"}}}']);
  const before = get('cronjob', 'report', '-n', NAMESPACE).metadata.generation;
  apply(manifest);
  expect(get('cronjob', 'report', '-n', NAMESPACE).metadata.generation).toBe(before);
});
