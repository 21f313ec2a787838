import * as fs from 'node:fs';
import * as path from 'node:path';
import { freshFolder } from '../../../test/synth';
import { Outcome } from '../../lib/outcome';
import { answerOf, EXAMPLES, expectGolden, pinterest } from '../pinterest';

const at = (example: string) => ({ directory: path.join(EXAMPLES, example) });

// To accept a change: npm run golden, and read the diff as a user would.
test.each([
  ['quickstart', 'hello'],
  ['pinboard', 'prod-east/pinboard/api'],
  ['pinboard', 'staging/pinboard/api'],
  ['storefront', 'prod-east/storefront/frontend'],
  ['batch', 'prod-east/indexing/index'],
  ['data', 'prod-east/orders/zookeeper'],
  ['training', 'prod-east/training/ddp'],
])('%s: %s on a page', async (example, workload) => {
  const { outcome, out, err } = await pinterest(['explain', workload], at(example));
  expect(err).toBe('');
  expect(outcome).toBe(Outcome.FINE);
  expectGolden(`explain/${workload.replaceAll('/', '.')}.txt`, out);
}, 30000);

describe('one field', () => {
  const field = async (wanted: string) => pinterest(['explain', 'prod-east/pinboard/api', wanted], at('pinboard'));

  test('tells who decides it, why, and from which line', async () => {
    const { out } = await field('spec.template.spec.containers[app].image');
    expect(out).toBe([
      'Deployment/api spec.template.spec.containers[app].image = registry.example.com/pinboard:1.0.0',
      '  by    the user',
      '  why   what runs',
      '  from  container.image = registry.example.com/pinboard  pinboard.ts:23:7',
      '        artifact = {"repository":"registry.example.com/pinboard","version":"1.…  pinboard.ts:37:7',
      '',
    ].join('\n'));
  }, 30000);

  test('may begin at the pod, by the name or the number of an item, and wherever the container is', async () => {
    const paths = ['initContainers[proxy].image', 'containers[proxy].image', 'initContainers[0].image',
      'Deployment:spec.template.spec.initContainers[proxy].image', 'Deployment/api:containers[proxy].image'];
    const texts = await Promise.all(paths.map(async wanted => (await field(wanted)).out));
    expect(texts[0]).toContain('the component traffic of the release 2026.11-acme');
    expect(new Set(texts).size).toBe(1);
  }, 60000);

  test('of config.env is found by the name of the variable', async () => {
    const { out } = await field('env[LOG_LEVEL]');
    expect(out).toMatch(/^ConfigMap\/api-env-\w+ data\.LOG_LEVEL = info\n/);
    expect((await field('containers[app].env[LOG_LEVEL]')).out).toBe(out);
  }, 30000);

  test.each([
    [
      'containers[app].env[X]',
      'Deployment/api spec.template.spec.containers[app].env has no "X". There are [PLATFORM_SERVICE], ',
    ],
    ['spec.replicas', 'Deployment/api spec has no "replicas". There are revisionHistoryLimit, selector, strategy, template.'],
    ['Secret/api', 'It has no object "Secret/api". Write one of: ConfigMap/api-config-'],
    ['spec.revisionHistoryLimit.x', 'Deployment/api spec.revisionHistoryLimit has no "x". Nothing is in it.'],
  ])('%s is not there, and what is there is told', async (wanted, message) => {
    const { outcome, err } = await field(wanted);
    expect(outcome).toBe(Outcome.COULD_NOT);
    expect(err).toContain(`pinterest explain: ${message}`);
  }, 30000);

  test('says the same to programs', async () => {
    const { fields } = await answerOf(
      ['explain', 'prod-east/pinboard/api', 'containers[app].env[PLATFORM_OWNER]'], at('pinboard'),
    );
    expect(fields).toMatchObject([{
      workload: { cluster: 'prod-east', namespace: 'pinboard', name: 'api' },
      object: { kind: 'Deployment', name: 'api' },
      value: { name: 'PLATFORM_OWNER', value: 'boards' },
      by: { type: 'component', name: 'environment' },
      from: [{
        property: 'chart.owner', value: { team: 'boards', contact: 'boards@example.com' },
        place: expect.stringMatching(/^pinboard\.ts:\d+:\d+$/), of: 'the chart prod-east/pinboard',
      }],
      unwritten: [],
    }]);
  }, 30000);

  test('tells what is of the chart or of the cluster, with its value and its line', async () => {
    const { out } = await field('env[PLATFORM_OWNER]');
    expect(out).toMatch(/^Deployment\/api spec\.template\.spec\.containers\[app\]\.env\[PLATFORM_OWNER\] = boards\n/);
    expect(out).toMatch(/\n {2}from {2}chart\.owner = \{"team":"boards".*\}, of the chart prod-east\/pinboard {2}pinboard\.ts:\d+:\d+\n/);
    expect(out).not.toContain('not written');
    const { out: ofCluster } = await field('env[PLATFORM_REGION]');
    expect(ofCluster).toMatch(/from {2}cluster\.region = \S+, of the cluster prod-east {2}platform\.ts:\d+:\d+\n/);
  }, 30000);

  test.each([
    ['terminationGracePeriodSeconds', 'spec.template.spec.terminationGracePeriodSeconds = 40'],
    ['securityContext.runAsNonRoot', 'spec.template.spec.securityContext.runAsNonRoot = true'],
    ['volumes[identity]', 'spec.template.spec.volumes[identity] = {"projected":'],
  ])('%s needs no more of its path, if that leads to one place', async (wanted, found) => {
    const { out, outcome } = await field(wanted);
    expect(outcome).toBe(Outcome.FINE);
    expect(out).toContain(`Deployment/api ${found}`);
  }, 30000);

  test('an end that leads to several places is asked for one of them', async () => {
    const { outcome, err } = await field('limits.memory');
    expect(outcome).toBe(Outcome.COULD_NOT);
    expect(err).toBe('pinterest explain: "limits.memory" is in 2 places. Write one of: containers[app].resources.limits.memory, '
      + 'initContainers[proxy].resources.limits.memory.\n');
  }, 30000);
});

test('a workload with all of its fields, for programs', async () => {
  const { workloads } = await answerOf(['explain', 'api'], at('pinboard'));
  expect(workloads.map(({ cluster, version }: any) => [cluster, version])).toEqual([['prod-east', '1.37'], ['staging', '1.27']]);
  const [{ objects, pods, doors }] = workloads;
  expect(objects.find(({ kind }: any) => kind === 'HorizontalPodAutoscaler')).toMatchObject({
    by: { type: 'kind' }, from: [{ property: 'scaling', place: 'pinboard.ts:39:7' }],
  });
  expect(pods[0].stop.map(({ container }: any) => container)).toEqual(['app', 'proxy']);
  expect(doors).toMatchObject([{ port: 8443, container: 'proxy', peers: ['web in pinboard'] }]);
}, 30000);

test('a workload that is not there', async () => {
  const { outcome, err } = await pinterest(['explain', 'apis'], at('pinboard'));
  expect(outcome).toBe(Outcome.COULD_NOT);
  expect(err).toContain('The app has no workload "apis". Write one of: pinboard/api, ');
}, 30000);

test('a page is written beside the answer', async () => {
  const file = path.join(freshFolder(), 'hello.html');
  const { out } = await pinterest(['explain', 'hello', '--html', file], at('quickstart'));
  expect(out).toContain('PinterestService');
  expect(fs.readFileSync(file, 'utf8')).toContain('<title>default/hello</title>');
  const { outcome, err } = await pinterest(['explain', 'hello', '--html', '/nowhere/hello.html'], at('quickstart'));
  expect(outcome).toBe(Outcome.COULD_NOT);
  expect(err).toContain('cannot be written');
}, 30000);

test('one cluster of several', async () => {
  const directory = path.join(EXAMPLES, 'pinboard');
  const { workloads } = await answerOf(['explain', 'api', '--cluster', 'staging'], { directory });
  expect(workloads.map(({ cluster }: any) => cluster)).toEqual(['staging']);
  const { outcome, err } = await pinterest(['explain', 'api', '--cluster', 'prod'], { directory });
  expect(outcome).toBe(Outcome.COULD_NOT);
  expect(err).toContain('Write one of: prod-east, staging.');
}, 60000);
