import * as fs from 'node:fs';
import * as path from 'node:path';
import * as fc from 'fast-check';
import { RecordedWorkload } from '../../../lib';
import { freshFolder } from '../../../test/synth';
import { fieldSteps } from '../../lib/source/field-steps';
import { SourcePlaces } from '../../lib/source/source-places';

const SOURCE = `import { PinterestService } from 'cdk8s-pinterest'; // not new PinterestService(
const base = {
  image: 'a:1',
  readiness: Probe.fromHttpGet('/healthz'),
};
const shared = { ...base, portNumber: 8080 } as ContainerProps;

new PinterestService(chart, 'api', {
  container: shared,
  /* scaling: no, { */
  scaling: Scaling.between(3, 30),
  exposure: Exposure.ingress({
    host: 'api.example.com',
  }),
  config: {
    files: { 'app.yaml': \`a: { \${x.map(y => ({ scaling: y }))}
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

function placesIn(text: string, more: Partial<RecordedWorkload> = {}) {
  const directory = freshFolder();
  const file = path.join(directory, 'main.ts');
  fs.writeFileSync(file, text);
  const workload = { place: { file, line: 8, column: 1 }, ...more } as RecordedWorkload;
  return (field: string) => new SourcePlaces(directory).ofProperty(workload, fieldSteps(field));
}

describe('the place of a property', () => {
  const placeOf = placesIn(SOURCE);

  test.each([
    ['scaling.max', 11], ['exposure.host', 13], ['config.files["app.yaml"]', 16], ['config.env.LOG_LEVEL', 19],
    ['callers[admin]', 24], ['callers[1].name', 24], ['artifact.version', 26],
  ])('%s is found in line %i, through braces, strings and comments', (field, line) => {
    expect(placeOf(field)).toMatchObject({ file: 'main.ts', line });
  });

  test('is found in the constant that is named, and in what that spreads', () => {
    expect(placeOf('container.portNumber')).toEqual({ file: 'main.ts', line: 6, column: 27 });
    expect(placeOf('container.image')).toMatchObject({ line: 3 });
    expect(placeOf('container.readiness.path')).toMatchObject({ line: 4 });
  });

  test('is that of what is around it where it is not written there', () => {
    expect(placeOf('container.other')).toMatchObject({ line: 9 });
    expect(placeOf('unknown')).toEqual({ file: 'main.ts', line: 8, column: 1 });
  });

  test('is what a frontend says of it', () => {
    const places = { 'container': { line: 4, column: 3 }, 'config.files["app.yaml"]': { line: 9, column: 7 } };
    const told = placesIn('a: b', { places });
    expect(told('container.image')).toEqual({ file: 'main.ts', line: 4, column: 3 });
    expect(told('config.files["app.yaml"]')).toEqual({ file: 'main.ts', line: 9, column: 7 });
    expect(told('scaling')).toEqual({ file: 'main.ts', line: 8, column: 1 });
  });

  test('is that of the workload where the text is no such program, and never a fault', () => {
    const whole = { file: 'main.ts', line: 8, column: 1 };
    const broken = fc.constantFrom('new X(a, b, {a', 'const a = a; new X(a)', '{{{', '`${');
    fc.assert(fc.property(fc.oneof(fc.string(), broken), text => {
      expect(placesIn(text)('a.b')).toEqual(whole);
    }), { numRuns: 50 });
  });
});
