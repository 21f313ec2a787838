import * as fs from 'node:fs';
import * as path from 'node:path';
import { verdictProgram } from '../../lib/verdict/program';
import { freshFolder } from '../synth';

const [before, argv] = [{ ...process.env }, process.argv];
beforeEach(() => { delete process.env.CDK8S_PINTEREST_VERDICT; });
afterEach(() => {
  process.env = { ...before };
  process.argv = argv;
  jest.restoreAllMocks();
});

/** A package of a version, with its program. */
function install(project: string, name: string, kubernetes: string): string {
  const folder = path.join(project, 'node_modules', name);
  const file = path.join(folder, 'program');
  fs.mkdirSync(folder, { recursive: true });
  fs.writeFileSync(file, '');
  fs.writeFileSync(path.join(folder, 'index.js'), `
    exports.definitions = __dirname;
    exports.programFor = version => version === '${kubernetes}' ? '${file}' : undefined;
  `);
  return file;
}

test('a program is looked for in the current folder and in that of the script, whatever other versions are there', () => {
  const workspace = freshFolder();
  const [app, other] = ['app', 'other'].map(name => path.join(workspace, name));
  const ofWorkspace = install(workspace, 'cdk8s-pinterest-verdict', '1.37');
  const ofApp = install(app, 'cdk8s-pinterest-verdict', '1.27');
  install(other, 'cdk8s-pinterest-verdict', '1.30');
  process.argv = ['node', path.join(app, 'main.ts')];
  jest.spyOn(process, 'cwd').mockReturnValue(other);

  expect(verdictProgram('1.27')?.file).toBe(ofApp);
  jest.spyOn(process, 'cwd').mockReturnValue(workspace);
  expect(verdictProgram('1.37')?.file).toBe(ofWorkspace);
});

test('a package under the name of its version comes before one without', () => {
  const project = freshFolder();
  install(project, 'cdk8s-pinterest-verdict', '1.37');
  const file = install(project, 'cdk8s-pinterest-verdict-1.37', '1.37');
  jest.spyOn(process, 'cwd').mockReturnValue(project);
  expect(verdictProgram('1.37')?.file).toBe(file);
});
