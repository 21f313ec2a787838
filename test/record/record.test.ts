import * as fs from 'node:fs';
import * as path from 'node:path';
import { ApiObject } from 'cdk8s';
import { Caller, Finding, Scaling, SynthesisRecord } from 'cdk8s-pinterest';
import { withoutSecrets } from '../../lib/record/secret-values';
import { BARE, filesOf, freshFolder, MESH, Services, Shop } from '../synth';

const VARIABLES = ['CDK8S_PINTEREST_RECORD', 'CDK8S_PINTEREST_RECORD_ONLY', 'CDK8S_PINTEREST_RECORD_KEY'] as const;
const before = VARIABLES.map(name => process.env[name]);
afterEach(() => VARIABLES.forEach((name, n) => {
  if (before[n] === undefined) delete process.env[name];
  else process.env[name] = before[n];
}));

interface Recording {
  readonly only?: boolean;
  readonly key?: string;
  readonly change?: (shop: Shop) => void;
}

/** What a synth leaves: its record, its error, and its files. */
function recorded(services: Services, { only = true, key, change }: Recording = {}, world = MESH) {
  const folder = freshFolder();
  process.env.CDK8S_PINTEREST_RECORD = folder;
  process.env.CDK8S_PINTEREST_RECORD_ONLY = `${only}`;
  if (key !== undefined) process.env.CDK8S_PINTEREST_RECORD_KEY = key;
  const shop = Shop.of(services, world);
  change?.(shop);
  let error: unknown;
  try {
    shop.app.synth();
  } catch (thrown) {
    error = thrown;
  }
  const [name, ...others] = fs.readdirSync(folder);
  expect(others).toEqual([]);
  const record = JSON.parse(fs.readFileSync(path.join(folder, name), 'utf8')) as SynthesisRecord;
  return { record, error: error as Error | undefined, files: filesOf(shop.app.outdir) };
}

const secretOf = (shop: Shop, value: string) => new ApiObject(shop.chart, 'secret', {
  apiVersion: 'v1', kind: 'Secret', metadata: { name: 'token' }, stringData: { token: value },
});

describe('a record', () => {
  test('has each document with its file, its construct, its workload and who made it', () => {
    const { record } = recorded({ api: {} });
    const deployment = record.documents.find(({ kind }) => kind === 'Deployment')!;
    expect(deployment).toMatchObject({
      file: 'chart.k8s.yaml', path: 'chart/api/deployment', chart: 'chart', cluster: 'prod', workload: 'chart/api',
      apiVersion: 'apps/v1', name: 'api', namespace: 'shop', origin: { type: 'kind', name: 'PinterestService' }, patches: [],
    });
    expect(deployment.content.spec.template.spec.containers.map(({ name }: any) => name)).toContain('app');
    const kinds = record.documents.map(({ kind }) => kind);
    expect(kinds).toEqual(expect.arrayContaining(['Certificate', 'Service', 'NetworkPolicy']));
  });

  test('has each workload with what its author wrote, and where', () => {
    const { record } = recorded({
      api: { scaling: Scaling.between(3, 30).onCpu(60) }, web: { callers: [Caller.workload('api')] },
    });
    const [api, web] = record.workloads;
    expect(api).toMatchObject({
      path: 'chart/api', kind: 'PinterestService', cluster: 'prod', namespace: 'shop', team: 'boards',
    });
    expect(api.properties.container.image).toBe('registry.example.com/api:1');
    expect(api.properties.scaling.class).toBe('Scaling');
    expect(web.callers).toEqual([{ name: 'api', namespace: 'shop' }]);
    // The test's own helper makes it.
    expect(path.basename(api.place!.file)).toBe('synth.ts');
    expect(fs.readFileSync(api.place!.file, 'utf8').split('\n')[api.place!.line - 1]).toContain('new PinterestService(');
  });

  test('has everything in the pods, and who put it there', () => {
    const { record: { workloads: [{ items }] } } = recorded({ api: {} }, {
      change: shop => shop.services.api.pod.addSidecar('reader', { container: { image: 'registry.example.com/reader:1' } }),
    });
    const originOf = (name: string) => items.find(each => each.type === 'container' && each.name === name)?.origin;
    expect(originOf('app')).toEqual({ type: 'user', text: 'the user' });
    expect(originOf('reader')).toEqual({ type: 'user', text: 'the user' });
    expect(originOf('proxy')).toMatchObject({ type: 'component', name: 'traffic' });
  });

  test('says what a frontend says of places, rather than the stack', () => {
    const { record: { workloads: [{ place, places }] } } = recorded({ api: {} }, {
      change: shop => shop.services.api.node.addMetadata('cdk8s-pinterest:source', {
        file: '/shop/api.yaml', line: 3, column: 5, properties: { 'container.image': { line: 7, column: 9 } },
      }),
    });
    expect(place).toEqual({ file: '/shop/api.yaml', line: 3, column: 5 });
    expect(places).toEqual({ 'container.image': { line: 7, column: 9 } });
  });

  test('has problems and warnings as a frontend tells them, without those that it has told otherwise', () => {
    const place = { file: '/shop/api.yaml', line: 3, column: 5 };
    const { record: { problems } } = recorded({ api: { scaling: Scaling.between(5, 3) } }, {
      change: ({ app }) => {
        app.node.addValidation({ validate: () => ['imgae: is no such property'] });
        app.node.addMetadata('cdk8s-pinterest:teller', (finding: Finding) => (
          finding.problem ? undefined : { ...finding, message: 'spec.imgae: is none', place }
        ));
      },
    });
    expect(problems).toEqual([{ path: '', message: 'spec.imgae: is none', place }]);
  });

  test.each([
    ['throws', () => { throw new Error('no'); }], ['says no message', () => ({})], ['says null', () => null],
  ])('has a problem as it is where a frontend %s', (_, teller) => {
    const { record: { problems } } = recorded({ api: { scaling: Scaling.between(5, 3) } }, {
      change: ({ app }) => app.node.addMetadata('cdk8s-pinterest:teller', teller),
    });
    expect(problems[0]).toMatchObject({ path: 'chart/api', field: 'scaling.min', message: expect.stringContaining('scaling') });
  });

  test('has all problems in their parts, and then no documents', () => {
    const { record, error } = recorded({ api: { scaling: Scaling.between(5, 3), callers: [Caller.workload('wbe')] } });
    expect(record.documents).toEqual([]);
    expect(record.problems.length).toBeGreaterThan(1);
    for (const problem of record.problems) {
      const text = expect.any(String);
      expect(problem).toMatchObject({ path: 'chart/api', field: text, rule: text, fix: text });
      expect(error!.message).toContain(problem.message);
    }
  });

  test('has the problems of an app that is to be explained, and looks into none of its pods', () => {
    process.env.CDK8S_PINTEREST_RECORD_EXPLAIN = 'api';
    try {
      const { record } = recorded({ api: { scaling: Scaling.between(5, 3) } });
      expect(record.problems.length).toBeGreaterThan(0);
      expect(record.workloads.map(({ items }) => items)).toEqual([[]]);
    } finally {
      delete process.env.CDK8S_PINTEREST_RECORD_EXPLAIN;
    }
  });

  test('is written instead of manifests where only it is wanted', () => {
    expect(recorded({ api: {} }, { only: true }).files).toEqual(new Map());
  });

  test('changes nothing of the manifests', () => {
    const { files } = recorded({ api: {} }, { only: false });
    for (const name of VARIABLES) delete process.env[name];
    expect(files).toEqual(Shop.of({ api: {} }).write());
  });

  test('tells which clusters are declared, and which were not asked for their verdict', () => {
    const { record } = recorded({ api: {} }, {}, { ...BARE, version: '1.27' });
    expect(record.clusters).toEqual([{ name: 'prod', environment: 'prod', version: '1.27', declared: true }]);
    expect(record.unasked.every(version => version === '1.27')).toBe(true);
  });

  test('is told of properties of any kind', () => {
    const cycle: Record<string, unknown> = {};
    cycle.self = cycle;
    const thrown = { get secret(): string { throw new Error('no'); } };
    const { record } = recorded({ api: { strange: [cycle, thrown, () => 1, Symbol('a'), 10n, new Map([['a', 1]])] } as object });
    expect(record.workloads[0].properties.container).toBeDefined();
  });
});

describe('a Secret in a record', () => {
  const valueOf = (value: string, key?: string) => {
    const { record } = recorded({}, { key, change: shop => secretOf(shop, value) });
    return record.documents[0].content.stringData.token as string;
  };

  test('has no value', () => {
    const { record } = recorded({}, { key: 'k', change: shop => secretOf(shop, 'hunter2') });
    expect(JSON.stringify(record)).not.toContain('hunter2');
    expect(JSON.stringify(record)).not.toContain(Buffer.from('hunter2').toString('base64'));
  });

  test('has none in a list either, whose items need not say what they are', () => {
    const item = { metadata: { name: 'token' }, stringData: { token: 'hunter2' } };
    const lists = [
      { apiVersion: 'v1', kind: 'SecretList', items: [item] },
      { apiVersion: 'v1', kind: 'List', items: [{ apiVersion: 'v1', kind: 'Secret', ...item }] },
    ];
    for (const list of lists) expect(JSON.stringify(withoutSecrets(list))).not.toContain('hunter2');
  });

  test('shows with the same key alone whether two values are equal', () => {
    expect(valueOf('hunter2', 'one')).toBe(valueOf('hunter2', 'one'));
    expect(valueOf('hunter2', 'one')).not.toBe(valueOf('hunter3', 'one'));
    expect(valueOf('hunter2', 'one')).not.toBe(valueOf('hunter2', 'other'));
  });

  test('shows nothing without a key', () => {
    expect(valueOf('hunter2')).toBe(valueOf('hunter3'));
  });
});
