import { SynthesisRecord } from 'cdk8s-pinterest';
import { findingsOf } from '../../lib/check/finding';
import { junitOf } from '../../lib/check/junit';
import { reportOf } from '../../lib/check/report';
import { sarifOf } from '../../lib/check/sarif';
import { Style } from '../../lib/output/style';

const place = { file: '/shop/main.ts', line: 8, column: 5 };
const CLUSTERS = ['prod', 'prod-east', 'staging'];

const problem = (cluster: string, more = {}) => ({
  path: `${cluster}/shop/api`, field: 'callers', rule: `is none on the cluster ${cluster}`, fix: 'Remove it.',
  message: `callers: is none on the cluster ${cluster}. Remove it.`, ...more,
});

function record(problems: object[]): SynthesisRecord {
  return {
    problems,
    warnings: [],
    clusters: CLUSTERS.map(name => ({ name })),
    workloads: CLUSTERS.map(cluster => ({ path: `${cluster}/shop/api`, cluster, place })),
  } as unknown as SynthesisRecord;
}

const everywhere = [record(CLUSTERS.map(cluster => problem(cluster)))];
const message = 'callers: is none on each of the clusters prod, prod-east and staging. Remove it.';

test('what is the same on several clusters is told once, with the clusters', () => {
  expect(findingsOf(everywhere, '/shop')).toEqual([expect.objectContaining({
    message, rule: 'is none on each of the clusters prod, prod-east and staging', clusters: CLUSTERS,
    path: 'prod/shop/api', paths: CLUSTERS.map(cluster => `${cluster}/shop/api`), sharedPath: 'shop/api',
    place: { file: 'main.ts', line: 8, column: 5 },
  })]);
});

test('what differs on a cluster is told apart, with its path', () => {
  const [, ...others] = CLUSTERS;
  const problems = [problem('prod', { message: 'callers: is another' }), ...others.map(each => problem(each))];
  const found = findingsOf([record(problems)], '/shop');
  expect(found.map(each => [each.path, each.clusters])).toEqual([['prod/shop/api', undefined], ['prod-east/shop/api', others]]);
});

test('a cluster whose name begins with that of another one is no other cluster', () => {
  const problems = [problem('prod'), problem('prod', { path: 'prod-east/shop/api' })];
  expect(findingsOf([record(problems)], '/shop')).toHaveLength(2);
});

test('what is said of the cluster of a finding is not what is said of any other', () => {
  const differ = [
    problem('prod', { message: 'x: is on the cluster prod' }), problem('staging', { message: 'x: is on the cluster' }),
    problem('prod-east', { message: 'x: is on the cluster prod' }),
  ];
  expect(findingsOf([record(differ)], '/shop').map(({ clusters }) => clusters)).toEqual([undefined, undefined, undefined]);
});

test('a chart that is called like a cluster is no cluster', () => {
  const differ = [problem('prod', { path: 'prod/staging/api' }), problem('staging', { path: 'staging/prod/api' })];
  expect(findingsOf([record(differ)], '/shop')).toHaveLength(2);
});

test('people, code reviews and CI see the same', () => {
  const found = findingsOf(everywhere, '/shop');
  const { workloads } = everywhere[0];
  const where = 'on prod, prod-east, staging';
  expect(reportOf(found, Style.PLAIN)).toBe(`problem main.ts:8:5 [shop/api] ${where}\n  ${message}`);
  const [{ results }] = sarifOf(found, '1.0.0', '/shop').runs;
  expect(results).toHaveLength(1);
  expect(results![0].message.text).toBe(`${message} (${where})`);
  expect(results![0].locations![0].logicalLocations).toHaveLength(3);
  const junit = junitOf(workloads, found, 1);
  expect(junit).toContain('tests="2" failures="1"');
  expect(junit).toContain('<testcase classname="pinterest" name="shop/api">');
  expect(junit).toContain(`${message} (${where})`);
});

test('whatever a finding says, CI and code reviews can read it', () => {
  const hostile = ']]> <x> & " \r\n \u0000 \u001b[31m \ud800 \ufffe';
  const finding = { severity: 'problem' as const, path: hostile, message: hostile, place: { file: hostile, line: 1, column: 1 } };
  const junit = junitOf([{ path: hostile, cluster: 'prod' }] as never, [finding], 1);
  expect(junit).not.toMatch(/<x>|\ufffe/);
  expect(junit.replace(/[\r\n]/g, '')).not.toMatch(/[\p{Cc}\p{Cs}]/u);
  const [{ results }] = sarifOf([finding], '1.0.0', '/shop').runs;
  expect(results![0].message.text).toBe(hostile);
  expect(() => decodeURIComponent(results![0].locations![0].physicalLocation!.artifactLocation!.uri!)).not.toThrow();
  expect(reportOf([finding], Style.PLAIN)).not.toMatch(/[^\P{Cc}\n]|\p{Cs}/u);
});

test('CI sees on which of several clusters something is wrong', () => {
  const junit = junitOf(everywhere[0].workloads, findingsOf([record([problem('staging')])], '/shop'), 1);
  expect(junit).toContain('callers: is none on the cluster staging. Remove it. (staging/shop/api)');
});
