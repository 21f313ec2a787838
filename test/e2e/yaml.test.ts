import * as fc from 'fast-check';
import { apply, createNamespace, get, kubectl } from './kubectl';
import { characterProblems } from '../../lib/validation/character';
import { yamlDocuments } from '../../lib/yaml/document';
import { documents, everywhere, sampleOfStrings } from '../yaml/generated';

const NAMESPACE = 'yaml';
const seed = Number(process.env.SEED ?? 20261101);
const texts = sampleOfStrings(1500, seed);

/** How kubectl reads a manifest, without a server: each object as JSON, one after the other. */
function readBack(manifest: string): any[] {
  const printed = kubectl(['label', '--local', '-f', '-', 'read=back', '-o', 'json'], manifest);
  return JSON.parse(`[${printed.replace(/^\}\n\{/gm, '},{')}]`);
}

function configMap(name: string, data: Record<string, string>) {
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, namespace: NAMESPACE }, data };
}

/** Sorts keys, since Go's JSON does not keep their order. */
const numbered = (values: string[]) => Object.fromEntries(values.map((text, index) => [`n${index}`, text]));

beforeAll(() => createNamespace(NAMESPACE));
afterAll(() => kubectl(['delete', 'namespace', NAMESPACE, '--wait=false']));

test(`kubectl reads what was written, wherever it stands (seed ${seed})`, () => {
  const specs = [...texts.map(everywhere), ...fc.sample(documents, { numRuns: 500, seed })];
  const objects = specs.map((value, index) => ({
    apiVersion: 'example.com/v1', kind: 'Example', metadata: { name: `n${index}` }, spec: { value },
  }));
  expect(readBack(yamlDocuments(objects)).map(object => object.spec)).toEqual(specs.map(value => ({ value })));
});

test(`a ConfigMap has the values it was given, whether the server or the client applied it (seed ${seed})`, () => {
  const carried = numbered(texts.filter(text => characterProblems('', text).length === 0));
  apply(yamlDocuments([configMap('server-side', carried)]));
  expect(get('configmap', 'server-side', '-n', NAMESPACE).data).toEqual(carried);
  kubectl(['create', '-f', '-'], yamlDocuments([configMap('client-side', numbered(texts))]));
  expect(get('configmap', 'client-side', '-n', NAMESPACE).data).toEqual(numbered(texts));
});

test(`a ConfigMap has the keys it was given (seed ${seed})`, () => {
  const keys = texts.filter(text => /^(?!\.\.?$|\.\.)[-._A-Za-z0-9]{1,253}$/.test(text));
  expect(keys).toEqual(expect.arrayContaining(['on', 'y', '1e3', '0x1F', '2001-01-01', '.inf', '1_000', '-0']));
  const data = Object.fromEntries(keys.map(key => [key, key]));
  apply(yamlDocuments([configMap('keys', data)]));
  expect(get('configmap', 'keys', '-n', NAMESPACE).data).toEqual(data);
});

test('the characters that config refuses are those that a server-side apply does not carry', () => {
  const lost = (character: string) => {
    const data = { text: `a${character}b` };
    try {
      apply(yamlDocuments([configMap('character', data)]));
    } catch {
      return true;
    }
    return get('configmap', 'character', '-n', NAMESPACE).data.text !== data.text;
  };
  const candidates = [
    '\0', '\x1f', '\x7f', '\x80', '\x85', '\x9f', '\xa0', '\u2028', '\ufdd0',
    '\ufeff', '\ufffd', '\ufffe', '\uffff', '\u{1f600}', '\u{1fffe}',
  ];
  expect(candidates.filter(lost)).toEqual(candidates.filter(character => characterProblems('', character).length > 0));
});
