import * as fs from 'node:fs';
import { ApiObject } from 'cdk8s';
import { PinterestChart } from 'cdk8s-pinterest';
import { appOf, given, says, thing, withFakePrograms } from './fake-programs';
import { freshFolder, OWNER } from '../synth';

/* `synthYaml` asks Kubernetes as `synth` does. */

withFakePrograms();

/** What goes to standard error. */
function said(work: () => void): string[] {
  const warn = jest.spyOn(console, 'warn').mockImplementation(() => {});
  const write = jest.spyOn(process.stderr, 'write').mockImplementation(() => true);
  try {
    work();
    return [...warn.mock.calls, ...write.mock.calls].map(([text]) => `${text}`.trim());
  } finally {
    jest.restoreAllMocks();
  }
}

const messageOf = (work: () => unknown) => {
  try {
    work();
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
};

test('what Kubernetes refuses is an error, the same as that of a synth', () => {
  const build = thing(says({ refusals: [{ field: 'spec.size', message: 'Invalid value: 7' }] }), { size: 7 });
  const message = messageOf(() => appOf({ build }).synthYaml());
  expect(message).toContain('[on-1-37/web/thing] spec.size = 7: is refused by Kubernetes 1.37: Invalid value: 7. Correct it.');
  expect(messageOf(() => appOf({ build }).synth())).toBe(message);
});

test('warnings are said as those of a synth', () => {
  const build = thing(says({ warnings: ['this will go'] }));
  const lines = said(() => expect(appOf({ build }).synthYaml()).toContain('kind: Thing'));
  expect(lines).toEqual(['warning: [on-1-37/web/thing] Kubernetes 1.37 warns: this will go']);
  expect(said(() => appOf({ build }).synth())).toEqual(expect.arrayContaining(lines));
});

test('it is said which versions were not asked', () => {
  process.env.CDK8S_PINTEREST_VERDICT = freshFolder();
  const lines = said(() => { appOf({ build: thing({}) }).synthYaml(); });
  expect(lines).toEqual([expect.stringMatching(/^Kubernetes 1\.37 itself was not asked: CDK8S_PINTEREST_VERDICT = /)]);
});

test('of an app with problems of its own Kubernetes is not asked, and no file is left', () => {
  const build = (chart: PinterestChart) => {
    thing({})(chart);
    new PinterestChart(chart, 'inner', { owner: { ...OWNER, team: '' } });
  };
  expect(messageOf(() => appOf({ build }).synthYaml())).toContain('team');
  expect(given()).toEqual([]);
});

test('what one of both has found right is not judged again by the other, and a text has all charts', () => {
  const outdir = freshFolder();
  const build = (chart: PinterestChart) => {
    thing({})(chart);
    new ApiObject(new PinterestChart(chart, 'inner', { owner: OWNER }), 'other', { apiVersion: 'v1', kind: 'Other' });
  };
  said(() => appOf({ outdir, build }).synth());
  expect(given()).toHaveLength(2);
  expect(appOf({ outdir, build }).synthYaml()).toContain('kind: Other');
  expect(given()).toEqual([]);
  expect(fs.readdirSync(outdir)).not.toEqual([]);
});
