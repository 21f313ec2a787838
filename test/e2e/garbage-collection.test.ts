import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { Cron, Duration, Size } from 'cdk8s';
import {
  PinterestChart, PinterestCronJob, PinterestJobSet, PinterestService, PinterestStatefulSet, Scaling, ShardStorage, Shards,
} from 'cdk8s-pinterest';
import { apply, createNamespace, eventually, get, kubectl, onceQuiet } from './kubectl';
import { manifestOf } from './manifest';

const NAMESPACE = 'garbage';
const IMAGE = 'registry.example.com/pinboard:1.0.0';
const OVER = '2026-11-01';
const DATA = { name: 'data', mountPath: '/data', size: Size.mebibytes(10), storageClass: 'local' };

/** The commands of the documentation, unchanged except for example names. */
const COMMANDS = [
  ...fs.readFileSync(path.join(__dirname, '../../docs/garbage-collection.md'), 'utf8').matchAll(/```sh\n(.+)\n```/g),
].map(([, command]) => command);

function outputOf(about: RegExp, ...replacements: [string, string][]): string {
  const found = COMMANDS.filter(command => about.test(command));
  expect(found).toHaveLength(1);
  const script = replacements.reduce((command, [from, to]) => command.replace(from, to), found[0]);
  const { status, stdout, stderr } = spawnSync('bash', ['-c', `kubectl() { "\${KUBECTL:-kubectl}" "$@"; }; ${script}`], {
    encoding: 'utf8',
  });
  if (status !== 0 && stderr !== '') throw new Error(stderr);
  return stdout;
}

function build(chart: PinterestChart): void {
  const common = { container: { image: IMAGE, command: ['sleep', '3600'] }, stop: Duration.seconds(1) };
  const service = { ...common, scaling: Scaling.fixed(1), drain: Duration.seconds(0) };
  new PinterestService(chart, 'stays', service);
  new PinterestService(chart, 'goes', { ...service, config: { files: { f: 'x' } }, expires: OVER });
  new PinterestService(chart, 'goes-later', { ...service, expires: '2999-12-31' });
  new PinterestStatefulSet(chart, 'store', { ...common, drain: Duration.seconds(0), replicas: 1, storage: [DATA] });
  new PinterestJobSet(chart, 'done', { ...common, container: { image: IMAGE, command: ['true'] }, shards: Shards.count(1) });
  new PinterestCronJob(chart, 'nightly', { ...common, container: { image: IMAGE, command: ['true'] }, schedule: Cron.daily() });
  new PinterestJobSet(chart, 'running', { ...common, shards: Shards.count(1) });
  new PinterestJobSet(chart, 'keeps', {
    ...common, shards: Shards.count(1), storage: [ShardStorage.perShard({ ...DATA, name: 'models' })], expires: OVER,
  });
}

const lines = (text: string, name: string) => text.split('\n').filter(line => new RegExp(`\\b${name}\\b`).test(line));

beforeAll(async () => {
  createNamespace(NAMESPACE);
  apply(manifestOf(NAMESPACE, build));
  kubectl(['create', 'job', '--from=cronjob/nightly', 'nightly-once', '-n', NAMESPACE]);
  await eventually('the jobs to end', 60, () => (
    [/PinterestJobSet/, /get jobs .*when-finished/].every(about => lines(outputOf(about), NAMESPACE).length > 0)
  ));
}, 90_000);

afterAll(() => {
  kubectl(['delete', 'namespace', NAMESPACE, '--wait=false']);
});

test('what is whose', () => {
  const all = outputOf(/team=boards/, ['boards', 'infrastructure']);
  for (const name of ['stays', 'goes', 'store', 'done', 'running']) expect(lines(all, name).length).toBeGreaterThan(0);
  expect(outputOf(/team=boards/, ['boards', 'nobody'])).toBe('');

  const pod = get('pods', '-n', NAMESPACE).items.find(({ spec }: any) => spec.nodeName);
  expect(lines(outputOf(/spec.nodeName/, ['node-1', pod.spec.nodeName]), pod.metadata.name)[0]).toContain('infrastructure');
  expect(outputOf(/'!pinterest.com\/team'/)).not.toContain(NAMESPACE);
});

test('what can go now: runs and pods that have finished, and what is only temporary and over', () => {
  const runs = outputOf(/get jobs .*when-finished/);
  expect(lines(runs, NAMESPACE)).toEqual([expect.stringMatching(/ nightly-once (SuccessCriteriaMet )?Complete$/)]);
  const pods = lines(outputOf(/get pods .*when-finished/), NAMESPACE);
  expect(pods.map(line => line.split(/\s+/)[1]).sort()).toEqual([
    expect.stringMatching(/^done-/), expect.stringMatching(/^nightly-once-/),
  ]);

  const over = outputOf(/today/).split('\n').filter(line => line.includes(NAMESPACE)).map(line => line.split(/\s+/));
  expect([...new Set(over.map(([kind]) => kind))].sort()).toEqual(['ConfigMap', 'Deployment', 'Job']);
  for (const [, , name, day] of over) expect([name, day]).toEqual([expect.stringMatching(/^(goes|keeps)/), OVER]);
});

test('a job set that has finished is removed from the code; its pods may go, and it does not run again', async () => {
  const finished = lines(outputOf(/PinterestJobSet/), NAMESPACE);
  expect(finished).toEqual([expect.stringMatching(/ done-\S+ infrastructure (SuccessCriteriaMet )?Complete$/)]);
  kubectl(['delete', 'pods', '-n', NAMESPACE, '-l', 'app.kubernetes.io/name=done']);
  apply(manifestOf(NAMESPACE, build));
  await onceQuiet(30, () => Object.fromEntries(get('jobs', '-n', NAMESPACE).items.map(({ metadata }: any) => (
    [metadata.name, metadata.resourceVersion]
  ))));
  expect(get('pods', '-n', NAMESPACE, '-l', 'app.kubernetes.io/name=done').items).toEqual([]);
  expect(lines(outputOf(/PinterestJobSet/), NAMESPACE)).toEqual(finished);
});

test('what must never go', () => {
  expect(lines(outputOf(/reclaim=never/), NAMESPACE)).toEqual([expect.stringMatching(/keeps-models-0 .*infrastructure/)]);
  expect(lines(outputOf(/PinterestStatefulSet/), NAMESPACE)).toEqual([expect.stringMatching(/data-store-0 .*store/)]);
});

test('whether a release can go', () => {
  const on = (release: string) => outputOf(/pinterest.com\/release=/, ['2026.10', release]);
  expect(lines(on('2026.11'), NAMESPACE).length).toBeGreaterThan(0);
  expect(on('2026.10')).toBe('');
  expect(outputOf(/daemonsets .*runtime=/)).toBe('');
  for (const { metadata } of get('nodes').items) expect(outputOf(/get nodes/)).toContain(metadata.name);
});

test('removing what is over removes all of it, and neither data nor anything else', async () => {
  const objects = (): any[] =>
    get('deployments,configmaps,serviceaccounts,networkpolicies,jobs,pvc', '-n', NAMESPACE, '-l', 'pinterest.com/team').items;
  const names = (list: any[]) => list.map(({ kind, metadata }) => `${kind}/${metadata.name}`).sort();
  const kept = names(objects().filter(({ metadata: { labels } }) =>
    labels['pinterest.com/expires'] !== OVER || labels['pinterest.com/reclaim'] === 'never'));
  outputOf(/kubectl delete/, ['boards', NAMESPACE]);
  await eventually('it to be gone', 30, () => names(objects()).join() === kept.join());
  expect(kept).toEqual(expect.arrayContaining([
    'PersistentVolumeClaim/keeps-models-0', 'Deployment/stays', 'Deployment/goes-later',
  ]));
});

test('nothing in the documentation is left out here', () => {
  expect(COMMANDS).toHaveLength(13);
});
