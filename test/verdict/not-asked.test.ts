import * as fs from 'node:fs';
import * as path from 'node:path';
import { notAsked } from '../../lib/verdict/not-asked';
import { freshFolder } from '../synth';

/* In a project that has these packages, without their programs. */
const before = { ...process.env };
beforeEach(() => { delete process.env.CDK8S_PINTEREST_VERDICT; });
afterEach(() => {
  process.env = { ...before };
  jest.restoreAllMocks();
});

const verdict = 'cdk8s-pinterest-verdict';
const WITHOUT = `is installed without its program for ${process.platform}-${process.arch}: install optional dependencies, too`;

test.each<[string, Record<string, string>, string[], string]>([
  ['one version', {}, ['1.37'], `npm install --save-dev ${verdict}@1.37`],
  ['two, of which one gets a name of its own', {}, ['1.27', '1.37'],
    `npm install --save-dev ${verdict}-1.27@npm:${verdict}@1.27 ${verdict}@1.37`],
  ['another one beside that which is there', { [verdict]: '1.37.2' }, ['1.27'],
    `npm install --save-dev ${verdict}-1.27@npm:${verdict}@1.27`],
  ['a package without its program', { [verdict]: '1.37.2' }, ['1.37'],
    `${verdict} ${WITHOUT}`],
  ['the same, under a name of its own', { [verdict]: '1.37.2', [`${verdict}-1.27`]: '1.27.16' }, ['1.27'],
    `${verdict}-1.27 ${WITHOUT}`],
])('%s', (_, installed, versions, fix) => {
  const project = freshFolder();
  jest.spyOn(process, 'cwd').mockReturnValue(project);
  for (const [name, version] of Object.entries(installed)) {
    const folder = path.join(project, 'node_modules', name);
    fs.mkdirSync(folder, { recursive: true });
    fs.writeFileSync(path.join(folder, 'package.json'), JSON.stringify({ name, version }));
  }
  expect(notAsked(versions)).toBe(`Kubernetes ${versions.join(' and ')} itself was not asked: ${fix} (docs/verdict.md).`);
});
