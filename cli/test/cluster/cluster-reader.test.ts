import * as fs from 'node:fs';
import * as path from 'node:path';
import { Answers, FakeKubectl } from './fake-kubectl';
import { freshFolder } from '../../../test/synth';
import { clusterOf } from '../../lib/cluster/cluster-options';
import { ClusterReader } from '../../lib/cluster/cluster-reader';
import { Kubectl } from '../../lib/cluster/kubectl';
import { FailureReason } from '../../lib/cluster/read';
import { resource } from '../../lib/cluster/resource';

const PODS = resource('v1', 'pods');
const DEPLOYMENTS = resource('apps/v1', 'deployments');

const fakes: FakeKubectl[] = [];
afterEach(() => fakes.splice(0).forEach(each => each.remove()));

function fake(answers: Answers): FakeKubectl {
  fakes.push(new FakeKubectl(answers));
  return fakes.at(-1) as FakeKubectl;
}

const reader = (answers: Answers): ClusterReader => fake(answers).reader();
const page = (names: string[], metadata: object = {}): { out: string } => ({
  out: JSON.stringify({ apiVersion: 'v1', kind: 'PodList', metadata, items: names.map(name => ({ metadata: { name } })) }),
});

test('a list has the objects of all its pages, with their kind', async () => {
  const read = await reader({
    '/api/v1/pods?limit=500&labelSelector=a%3Db': page(['x', 'y'], { continue: 'next', resourceVersion: '7' }),
    '/api/v1/pods?limit=500&continue=next&labelSelector=a%3Db': page(['z'], { resourceVersion: '7' }),
  }).list(PODS, { labels: 'a=b' }, object => ({ ...object, kept: true }));
  expect(read.value?.items.map(({ kind, metadata }) => `${kind} ${metadata.name}`)).toEqual(['Pod x', 'Pod y', 'Pod z']);
  expect(read.value?.resourceVersion).toBe('7');
  expect(read.value?.items.every(item => 'kept' in item)).toBe(true);
});

test('a list whose page has expired is begun anew', async () => {
  const kubectl = fake({
    '/api/v1/namespaces/n/pods?limit=500': page(['x'], { continue: 'old' }),
    '/api/v1/namespaces/n/pods?limit=500&continue=old': {
      err: 'Error from server (Expired): The provided continue '
      + 'parameter is too old',
    },
  });
  const read = await kubectl.reader().list(PODS, { namespace: 'n' });
  expect(read.failure?.reason).toBe(FailureReason.EXPIRED);
  expect(kubectl.calls).toHaveLength(4);
});

test.each([
  ['a permission', 'Error from server (Forbidden): pods is forbidden: User "bob" cannot list resource '
    + '"pods"', FailureReason.FORBIDDEN,
  'pods is forbidden: User "bob" cannot list resource "pods"'],
  ['an object', 'Error from server (NotFound): pods "y" not found', FailureReason.NOT_FOUND, 'pods "y" not found'],
  ['a server', 'The connection to the server 127.0.0.1:1 was refused - did you specify the right host or port?',
    FailureReason.UNREACHABLE, 'The connection to the server 127.0.0.1:1 was refused - did you specify the right host or port?'],
  ['a context', 'error: context "foo" does not exist', FailureReason.UNREACHABLE, 'context "foo" does not exist'],
  ['a kubeconfig', 'error: stat /nope: no such file or directory', FailureReason.UNREACHABLE, 'stat /nope: no such file or '
    + 'directory'],
  ['a login', 'error: You must be logged in to the server (Unauthorized)', FailureReason.UNREACHABLE,
    'You must be logged in to the server (Unauthorized)'],
])('%s that is missing is a value, not an exception', async (_, err, reason, message) => {
  const cluster = reader({ '/apis/apps/v1/namespaces/n/deployments/d': { err } });
  expect(await cluster.get(DEPLOYMENTS, 'd', 'n')).toEqual({ failure: { reason, message } });
});

test('no kubectl is a value, too, and the variable KUBECTL says which one there is', async () => {
  const { failure } = await clusterOf({}, { KUBECTL: '/nowhere/kubectl' }).list(PODS);
  expect(failure).toEqual({
    reason: FailureReason.UNREACHABLE, message: '/nowhere/kubectl cannot be run: spawn '
    + '/nowhere/kubectl ENOENT',
  });
});

test('what a server says cannot write to the terminal', async () => {
  const { failure } = await reader({
    '/api/v1/pods?limit=500': {
      err: 'Error from server (Forbidden): '
    + '\u001b[2Jgone',
    },
  }).list(PODS);
  expect(failure?.message).toBe('\\u001b[2Jgone');
});

test('context and kubeconfig are those of the options', async () => {
  const kubectl = fake({ '/api/v1/pods?limit=500': page([]) });
  await clusterOf({ context: 'east', kubeconfig: '/k' }, { ...process.env, KUBECTL: kubectl.program }).list(PODS);
  const given = ['--context=east', '--kubeconfig=/k', '--request-timeout=60s'];
  expect(kubectl.calls).toEqual([[...given, 'get', '--raw', '/api/v1/pods?limit=500']]);
});

test('a watch hands on changes, and says why it ended', async () => {
  const changes: string[] = [];
  const lines = [
    { type: 'MODIFIED', object: { metadata: { name: 'x' } } }, { type: 'BOOKMARK', object: {} },
    { type: 'ERROR', object: { reason: 'Expired', message: 'too old resource version' } },
  ];
  const ended = await reader({
    '/api/v1/namespaces/n/pods?watch=true&resourceVersion=7': { out: lines.map(line => JSON.stringify(line)).join('\n') },
  }).watch(PODS, { namespace: 'n' }, '7', ({ type, object }) => changes.push(`${type} ${object.metadata.name}`));
  expect(changes).toEqual(['MODIFIED x']);
  expect(ended).toEqual({ reason: FailureReason.EXPIRED, message: 'too old resource version' });
});

test('a watch ends with its signal', async () => {
  const end = new AbortController();
  const kubectl = fake({
    '/api/v1/pods?watch=true&resourceVersion=7': {
      out: `${JSON.stringify({ type: 'ADDED', object: { metadata: { name: 'x' } } })}\n`, hangs: true,
    },
  });
  const ended = await kubectl.reader().watch(PODS, {}, '7', () => end.abort(), end.signal);
  expect(ended.reason).toBe(FailureReason.ENDED);
});

test('a watch ends with its signal, too, where kubectl is a script whose own child holds the pipe', async () => {
  const folder = freshFolder();
  const [program, pid] = [path.join(folder, 'kubectl'), path.join(folder, 'pid')];
  const event = JSON.stringify({ type: 'ADDED', object: { metadata: { name: 'x' } } });
  const script = ['#!/bin/sh', `sleep 60 & echo $! > ${pid}`, `echo '${event}'`, 'wait', ''];
  fs.writeFileSync(program, script.join('\n'), { mode: 0o755 });
  const [end, begun] = [new AbortController(), Date.now()];
  const cluster = new ClusterReader(new Kubectl(program, [], process.env));
  const ended = await cluster.watch(PODS, {}, '7', () => end.abort(), end.signal);
  process.kill(Number(fs.readFileSync(pid, 'utf8')));
  expect(ended.reason).toBe(FailureReason.ENDED);
  expect(Date.now() - begun).toBeLessThan(20_000);
}, 30_000);

test('the log of a container is asked for as the server names it', async () => {
  const url = '/api/v1/namespaces/n/pods/p/log?container=app&previous=true&tailLines=5';
  const read = await reader({ [url]: { out: 'one\ntwo\n' } }).log('n', 'p', { container: 'app', previous: true, tailLines: 5 });
  expect(read.value).toBe('one\ntwo\n');
});

test('resources are those that kubectl lists, with and without short names, in the forms of old and new ones', async () => {
  const wide = [
    'bindings                       v1                true    Binding       create',
    'configmaps       cm            v1                true    ConfigMap     create,get,list   all',
    'nodes            no            v1                false   Node          [get list]',
    'deployments      deploy        apps/v1           true    Deployment    get,list          all',
  ];
  const kubectl = fake({ wide: { out: wide.join('\n') } }).reader();
  const { value } = await kubectl.resources();
  expect(value).toEqual([
    { group: '', version: 'v1', plural: 'bindings', kind: 'Binding', namespaced: true, verbs: ['create'] },
    { group: '', version: 'v1', plural: 'configmaps', kind: 'ConfigMap', namespaced: true, verbs: ['create', 'get', 'list'] },
    { group: '', version: 'v1', plural: 'nodes', kind: 'Node', namespaced: false, verbs: ['get', 'list'] },
    { group: 'apps', version: 'v1', plural: 'deployments', kind: 'Deployment', namespaced: true, verbs: ['get', 'list'] },
  ]);
});

test('a server says its version, also with a plus', async () => {
  expect(await reader({ '/version': { out: '{"major":"1","minor":"27+"}' } }).version()).toEqual({ value: '1.27' });
  const { failure } = await reader({ '/version': { out: '{"major":"","minor":""}' } }).version();
  expect(failure?.message).toBe('the server does not say its version');
});
