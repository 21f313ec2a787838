import { propertyLine } from '../../lib/diff/workloads/property-line';

const SOURCE = `import { PinterestService } from 'cdk8s-pinterest'; // not new PinterestService(
const base = {
  image: 'a:1',
  readiness: Probe.fromHttpGet('/healthz'),
};
const shared = { ...base, portNumber: 8080 };

new PinterestService(chart, 'api', {
  container: shared,
  /* scaling: no, { */
  scaling: Scaling.between(3, 30),
  exposure: Exposure.ingress({
    host: 'api.example.com',
  }),
  config: {
    files: { 'app.yaml': \`a: {
    \` },
    env: {
      'LOG_LEVEL': 'info', // }
    },
  },
  callers: [
    Caller.workload('web'),
    Caller.workload('admin'),
  ],
  artifact,
});
`;

const lineOf = (...path: string[]) => propertyLine(SOURCE, 8, 1, path);

describe('the line of a property', () => {
  test.each([
    [['scaling', 'max'], 11],
    [['exposure', 'host'], 13],
    [['config', 'files', 'app.yaml'], 16],
    [['config', 'env', 'LOG_LEVEL'], 19],
    [['callers', '[admin]'], 24],
    [['callers', '[1]', 'name'], 24],
    [['artifact', 'version'], 26],
  ])('%j is found through braces, strings and comments', (path, line) => {
    expect(lineOf(...path)).toBe(line);
  });

  test('is found in the constant that is named, and in what that spreads', () => {
    expect(lineOf('container', 'portNumber')).toBe(6);
    expect(lineOf('container', 'image')).toBe(3);
    expect(lineOf('container', 'readiness', 'path')).toBe(4);
  });

  test('is that of what is around it where it is not written there', () => {
    expect(lineOf('container', 'other')).toBe(9);
    expect(lineOf('unknown')).toBeUndefined();
  });

  test('is unknown where the text is no such program, and never a fault', () => {
    for (const text of ['', 'new X(', '{{{', "'", '`${', 'new X(a, b, {a', 'const a = a; new X(a)']) {
      expect(() => propertyLine(text, 1, 1, ['a', 'b'])).not.toThrow();
    }
  });
});
