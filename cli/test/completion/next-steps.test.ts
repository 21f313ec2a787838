import * as fc from 'fast-check';
import { nextSteps } from '../../lib/completion/next-steps';

const PATHS = [
  'spec.replicas', 'spec.template.spec.volumes[tmp].emptyDir', 'metadata.labels[app.kubernetes.io/name]', 'metadata.labels[team]',
  'metadata.name', 'spec.ports[0]', 'specific',
];

test.each([
  ['', ['spec.', 'metadata.', 'specific']],
  ['sp', ['spec.', 'specific']],
  ['spec', ['spec.', 'specific']],
  ['spec.', ['spec.replicas', 'spec.template.', 'spec.ports[']],
  ['metadata.labels[', ['metadata.labels[app.kubernetes.io/name]', 'metadata.labels[team]']],
  ['metadata.labels[app.kub', ['metadata.labels[app.kubernetes.io/name]']],
  ['spec.template.spec.volumes[t', ['spec.template.spec.volumes[tmp].']],
  ['other', []],
])('after %j come the next steps, and no more', (begun, steps) => {
  expect(nextSteps(PATHS, begun)).toEqual(steps);
});

test('step by step each path is reached', () => {
  fc.assert(fc.property(fc.constantFrom(...PATHS), path => {
    let begun = '';
    for (let n = 0; n < 20 && begun !== path; n++) {
      const [next] = nextSteps(PATHS, begun).filter(each => path.startsWith(each));
      expect(next.length).toBeGreaterThan(begun.length);
      begun = next;
    }
    expect(begun).toBe(path);
  }));
});
