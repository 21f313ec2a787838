import { planned } from './planned';
import { objectChanges } from '../../lib/diff/objects/object-change';
import { objectsOf, PlannedObject } from '../../lib/diff/objects/planned-object';
import { isImplied } from '../../lib/diff/objects/relocation';
import { asServerTakes, withoutSecrets, withTextAsData } from '../../lib/diff/objects/secret-values';

const configMap = (name: string, data: object = {}, more: object = {}) =>
  planned({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, namespace: 'n' }, data } as any, {
    path: 'chart/api/config',
    ...more,
  });
const told = (before: PlannedObject[], after: PlannedObject[]) =>
  objectChanges(before, after).map(({ type, before: was, after: is }) => `${type} ${was?.name ?? ''} ${is?.name ?? ''}`);

describe('objects', () => {
  test('that are there on one side only are new or gone', () => {
    const [one, other] = [configMap('one', {}, { path: 'one' }), configMap('other', {}, { path: 'other' })];
    expect(told([one], [one, other])).toEqual(['new  other']);
    expect(told([one, other], [one])).toEqual(['gone other ']);
  });

  test('of a whole file, chart or cluster that is gone are gone, each', () => {
    const all = ['a', 'b'].flatMap(cluster =>
      ['x', 'y'].map(name => configMap(name, {}, { cluster, path: `${cluster}/${name}`, file: `${cluster}.yaml` })),
    );
    expect(told(all, all.slice(0, 2))).toEqual(['gone x ', 'gone y ']);
  });

  test('whose names end in a hash of their content take the place of each other', () => {
    expect(told([configMap('api-config-0123abcd', { a: '1' })], [configMap('api-config-4567abcd', { a: '2' })]))
      .toEqual(['renamed api-config-0123abcd api-config-4567abcd']);
  });

  test('of the same construct with other names are one that is made and one that goes', () => {
    expect(told([configMap('one')], [configMap('other')])).toEqual(['renamed one other']);
  });

  test('in another file move', () => {
    expect(told([configMap('one')], [configMap('one', {}, { file: 'b.yaml', path: 'b/one' })])).toEqual(['moved one one']);
  });

  test('of another version of an API are the same', () => {
    const policy = (apiVersion: string) => planned({ apiVersion, kind: 'CronJob', metadata: { name: 'a' } });
    expect(told([policy('batch/v1beta1')], [policy('batch/v1')])).toEqual(['changed a a']);
  });

  test('in a List are objects of their own', () => {
    const items = ['a', 'b'].map(name => ({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name } }));
    const list = {
      file: 'f',
      path: 'p',
      chart: 'c',
      origin: {},
      patches: [],
      content: { apiVersion: 'v1', kind: 'List', items },
    };
    expect(objectsOf({ documents: [list] } as any, '').map(({ name }) => name)).toEqual(['a', 'b']);
  });
});

describe('values of Secrets', () => {
  const live = { kind: 'Secret', data: { password: Buffer.from('hunter2').toString('base64') } };

  test('look alike if they are, and say nothing', () => {
    const hidden = withoutSecrets(live, 'key');
    expect(JSON.stringify(hidden)).not.toMatch(/hunter2|aHVudGVyMg/);
    expect(withoutSecrets(live, 'key')).toEqual(hidden);
    expect(withoutSecrets(live, 'another')).not.toEqual(hidden);
  });

  test('are what a server takes, and come back from it', () => {
    const document = { kind: 'Secret', stringData: { a: '(hidden 1)' }, data: { b: '(hidden 2)' } };
    expect(asServerTakes(document)).toEqual({
      kind: 'Secret',
      data: { a: expect.stringMatching(/^[A-Za-z0-9+/=]+$/), b: expect.any(String) },
    });
    expect(withTextAsData(document)).toEqual({ kind: 'Secret', data: { a: '(hidden 1)', b: '(hidden 2)' } });
  });
});

describe('a chart that moves', () => {
  const chart = (cluster: string, namespace: string, more: object = {}) => ['ConfigMap', 'Service'].map(kind => planned(
    { apiVersion: 'v1', kind, metadata: { name: 'api', namespace }, data: { host: `api.${namespace}.svc`, ...more } },
    { cluster, path: `${cluster}/chart/${kind}` },
  ));

  test('to another namespace takes its objects with it', () => {
    expect(told(chart('a', 'old'), chart('a', 'new'))).toEqual(['renamed api api', 'renamed api api']);
  });

  test('changes what is no name, though a namespace is called like it', () => {
    const to = { from: { namespace: '1' }, to: { namespace: '2' } };
    const change = (before: unknown, after: unknown) => ({ path: ['spec', 'replicas'], before, after });
    expect(isImplied(change(1, 2), to)).toBe(false);
    expect(isImplied(change([{ number: 1 }], [{ number: 2 }]), to)).toBe(false);
    const image = (tag: string) => `registry.example.com/api:main-${tag}`;
    expect(isImplied({ ...change(image('0123abcd'), image('4567abcd')), path: ['spec', 'image'] }, to)).toBe(false);
    const source = (hash: string) => ({ configMapRef: { name: `api-1-${hash}` } });
    expect(isImplied(change([source('0123abcd')], [source('4567abcd')]), to)).toBe(true);
    expect(isImplied(change('api.1.svc', 'api.2.svc'), to)).toBe(true);
  });

  test('to another cluster does, too, unless nobody knows from which', () => {
    expect(told(chart('a', 'n'), chart('b', 'n'))).toEqual(['renamed api api', 'renamed api api']);
    expect(told([...chart('a', 'n'), ...chart('b', 'n')], chart('c', 'n')).map(each => each.split(' ')[0]))
      .toEqual(['new', 'new', 'gone', 'gone', 'gone', 'gone']);
  });
});
