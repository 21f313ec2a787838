import { LAYOUT } from './pods';
import { Layout } from '../src/layout';
import { Namespaces } from '../src/namespaces';

const layout = new Layout(LAYOUT);

/** Whether the pods of a namespace may be at a path, where namespaces have these lists. */
function may(namespace: string, path: string, lists: { [namespace: string]: string } = {}): boolean {
  jest.spyOn(process.stdout, 'write').mockReturnValue(true);
  const namespaces = new Namespaces(layout);
  namespaces.list(Object.entries(lists).map(([name, paths]) => ({ name, paths })));
  return typeof layout.place(namespace, path, namespaces) !== 'string';
}

test('a namespace has the services of its own name in the environment of the cluster, and nothing else', () => {
  expect(may('shop', '/discovery/api.shop/prod')).toBe(true);
  expect(may('shop', '/discovery/another-1.shop/prod')).toBe(true);
});

test.each([
  '/discovery/api.other/prod', '/discovery/api.shop/test', '/discovery/api.shop/prod/child', '/discovery/api.shop',
  '/discovery/.shop/prod', '/discovery/a.b.shop/prod', '/discovery/api.shop.other/prod', '/discovery/api.SHOP/prod',
  '/discovery/API.shop/prod', '/Discovery/api.shop/prod', '/discovery/-a.shop/prod', '/discovery/a_b.shop/prod',
  `/discovery/${'a'.repeat(64)}.shop/prod`, '/discovery', '/', '', 'discovery/api.shop/prod', '/discovery/api.shop/prod/',
  '//discovery/api.shop/prod', '/discovery//api.shop/prod', '/discovery/./api.shop/prod', '/discovery/../discovery/api.shop/prod',
  '/x/../discovery/api.shop/prod', '/discovery/api.shop/prod\u0000', '/discovery/api.shop\u0000/prod',
  '/discovery/api.shop/prod\n',
  '/discovery/%61pi.shop/prod', '/discovery/api%2eshop/prod', '/discovery/api.shop%2f/prod', '/discovery/\u00e4pi.shop/prod',
  '/discovery/api\uff0eshop/prod', '/discovery/api.sh\u043ep/prod', '/discovery/api.shop/prod ', ' /discovery/api.shop/prod',
  '/discovery\\api.shop\\prod', '/zookeeper', '/zookeeper/quota', '/registrars/tests',
  '/registrars/tests/node-1@0011223344556677',
  '/registrars/other/node-1', '/registrars', '/registrars-00/tests', `/discovery/${'a/'.repeat(200)}b`,
])('the path %j is not its own', path => {
  expect(may('shop', path)).toBe(false);
});

test('a listed path is of the namespaces that list it, to the letter', () => {
  const lists = { shop: '/sets/fin, /sets/x', other: '/sets/y' };
  expect(['/sets/fin', '/sets/x', '/sets/y', '/sets/Fin', '/sets/fin/a', '/sets'].map(path => may('shop', path, lists)))
    .toEqual([true, true, false, false, false, false]);
  expect(may('other', '/sets/fin', lists)).toBe(false);
});

test('a star lists what is right in a folder', () => {
  const lists = { shop: '/sets/*\n/discovery/*' };
  expect(['/sets/fin', '/sets', '/sets/fin/a', '/sets/*', '/discovery/legacy', '/discovery/api.other', '/discovery']
    .map(path => may('shop', path, lists))).toEqual([true, false, false, false, true, false, false]);
});

test.each([
  '/zookeeper/x', '/zookeeper', '/registrars/tests/node-1', '/registrars/*', '/registrars', '/discovery', '/discovery/api.other',
  '/discovery/api.other/prod/x', '/discovery/api.other/prod/*', '/*', '/', '*', '/a//b', '/a/../b', '/sets/**',
  '/sets/*/x', '/a/./b',
])('the path %j is of nobody, whatever a list says', path => {
  for (const asked of [path, path.replace('*', 'x')]) expect(may('shop', asked, { shop: path })).toBe(false);
});

test('the infrastructure team can give a namespace the path of another one\'s service, but none above or in it', () => {
  const lists = { shop: '/discovery/api.other/prod /discovery/api.other /discovery/api.other/prod/x' };
  expect(['/discovery/api.other/prod', '/discovery/api.other', '/discovery/api.other/prod/x']
    .map(path => may('shop', path, lists)))
    .toEqual([true, false, false]);
});

test('of two listed paths, one in the other, only the upper one is used, whosever they are', () => {
  const lists = { shop: '/sets/a', other: '/sets/a/b', third: '/sets/*', fourth: '/sets/c/d/e' };
  expect(may('shop', '/sets/a', lists)).toBe(true);
  expect(may('other', '/sets/a/b', lists)).toBe(false);
  expect(may('third', '/sets/c', lists)).toBe(true);
  expect(may('fourth', '/sets/c/d/e', lists)).toBe(false);
  expect(may('other', '/sets/a/b', { other: '/sets/a/b' })).toBe(true);
});

test('the settings themselves are judged', () => {
  expect(() => new Layout({ ...LAYOUT, root: '/a/../b' })).toThrow();
  expect(() => new Layout({ ...LAYOUT, environment: 'a/b/..' })).toThrow();
});
