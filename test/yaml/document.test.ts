import * as fc from 'fast-check';
import * as YAML from 'yaml';
import { documents, strings } from './generated';
import { yamlDocument, yamlDocuments } from '../../lib/yaml/document';
import { share } from '../../lib/yaml/shared';

test('a document is easy to read', () => {
  expect(yamlDocument({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: {
      name: 'api',
      labels: {},
      finalizers: [],
      annotations: { contact: '#pins', release: '2026.11', sidecar: 'on', image: 'registry.example.com/api:1' },
    },
    data: {
      'app.yaml': 'server:\n  port: 8080\n\n  # 30 s are enough.\n  timeout: 30s\n',
      'indented.txt': '  first\nlast',
      'two-ends.txt': 'end\n\n',
      'one-line.txt': `${'a sentence that goes on without a break, '.repeat(5)}and ends`,
      'routes.json': '{"path": "/", "port": 80}',
      'both.txt': '# it\'s "quoted"',
      'crlf.txt': 'one\r\ntwo\r\n',
    },
    matrix: [['a', ['b', { c: 1, d: [] }]], [], { e: null, f: true, g: 1.5, h: ['-c', ':8080', '--flag'] }],
  })).toBe(`\
apiVersion: v1
kind: ConfigMap
metadata:
  name: api
  labels: {}
  finalizers: []
  annotations:
    contact: "#pins"
    release: "2026.11"
    sidecar: "on"
    image: registry.example.com/api:1
data:
  app.yaml: |
    server:
      port: 8080

      # 30 s are enough.
      timeout: 30s
  indented.txt: |2-
      first
    last
  two-ends.txt: |+
    end

  one-line.txt: ${'a sentence that goes on without a break, '.repeat(5)}and ends
  routes.json: '{"path": "/", "port": 80}'
  both.txt: "# it's \\"quoted\\""
  crlf.txt: "one\\r\\ntwo\\r\\n"
matrix:
  - - a
    - - b
      - c: 1
        d: []
  - []
  - e: null
    f: true
    g: 1.5
    h:
      - -c
      - :8080
      - --flag
`);
});

test('a key without value is left out, and an item without value is null', () => {
  expect(yamlDocument({ a: undefined, b: [undefined, null], c: { d: undefined } })).toBe('b:\n  - null\n  - null\nc: {}\n');
});

test('documents are parted by lines of three dashes', () => {
  expect(yamlDocuments([{ a: 1 }, [], 'b'])).toBe('a: 1\n---\n[]\n---\nb\n');
  expect(yamlDocuments([])).toBe('');
});

test('what appears twice is written twice, without an alias', () => {
  fc.assert(fc.property(documents, shared => {
    const document = YAML.parseDocument(yamlDocument({ first: shared, again: [shared, { shared }] }));
    YAML.visit(document, {
      Node: (_, node) => { expect((node as YAML.Scalar).anchor).toBeUndefined(); }, Alias: () => { throw new Error('an alias'); },
    });
  }), { numRuns: 300 });
});

test('what is shared is written like anything else, the first time and again, near the margin and far from it', () => {
  fc.assert(fc.property(documents.filter(value => typeof value === 'object' && value !== null), value => {
    const shared = share(structuredClone(value) as object);
    const around = (part: unknown) => ({ first: part, again: [part, { deep: part }, [[part]]], last: part });
    expect(yamlDocument(around(shared))).toBe(yamlDocument(around(value)));
  }), { numRuns: 300 });
});

test('text of several lines stays as readable as it was: a block unless a line ends in what cannot be seen', () => {
  fc.assert(fc.property(strings, text => {
    fc.pre(/\n/.test(text) && /^[\n\t -~]+$/.test(text) && !/[ \t]\n*$/.test(text) && text.trim() !== '');
    const [header, ...lines] = yamlDocument({ text }).split('\n');
    expect(header).toMatch(/^text: \|2?[-+]?$/);
    expect(lines.map(line => line.replace(/^ {2}/, '')).join('\n').replace(/\n+$/, '')).toBe(text.replace(/\n+$/, ''));
  }));
});

class Port {
  constructor(public readonly number: number) {}
}

test.each([
  [{ spec: { replicas: NaN } }, '.spec.replicas is NaN'],
  [{ spec: { replicas: -Infinity } }, '.spec.replicas is -Infinity'],
  [{ ports: [{ port: new Port(1) }] }, '.ports[0].port is an instance of Port'],
  [{ data: { 'a.yaml': () => 'x' } }, '.data["a.yaml"] is a function'],
  [[1, 2n], '[1] is a bigint'],
  [Symbol('x'), 'the document is a symbol'],
  [new Date(0), 'the document is an instance of Date'],
  [new Map(), 'the document is an instance of Map'],
])('what is not plain data is refused where it stands: %p', (document, complaint) => {
  expect(() => yamlDocument(document)).toThrow(`${complaint}, which JSON, and so a manifest, cannot contain. `
    + 'Write a plain object, a list, a string, a finite number or a boolean.');
});

test.each(['\ud800', 'x\udc00\n'])('half of a character is refused, for UTF-8 cannot hold it: %j', text => {
  const complaint = 'contains half a character (a lone surrogate), which UTF-8 cannot encode. Write the whole character.';
  expect(() => yamlDocument({ a: text })).toThrow(`.a ${complaint}`);
  expect(() => yamlDocument({ [text]: 1 })).toThrow(`[${JSON.stringify(text)}] ${complaint}`);
});

test('what holds itself is refused', () => {
  const loop: { self?: object } = {};
  loop.self = [loop];
  expect(() => yamlDocument(loop)).toThrow('is nested too deeply. Check whether an object in it contains itself.');
});

test('an object without prototype and one of another realm are plain', () => {
  expect(yamlDocument([Object.assign(Object.create(null), { a: 1 }), structuredClone({ b: 1 })])).toBe('- a: 1\n- b: 1\n');
});
