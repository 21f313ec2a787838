import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { freshFolder } from '../../../test/synth';
import { SCRIPTS } from '../../lib/completion/scripts';
import { FakeKubectl } from '../cluster/fake-kubectl';
import { EXAMPLES, pinterest } from '../pinterest';

const CACHE = freshFolder();
const fakes: FakeKubectl[] = [];
afterAll(() => fakes.forEach(each => each.remove()));

async function completed(words: string[], options: { env?: NodeJS.ProcessEnv; project?: string } = {}): Promise<string[]> {
  const { env = {}, project = 'pinboard' } = options;
  const { out, err, outcome } = await pinterest(['complete', '--', ...words], {
    directory: path.resolve(EXAMPLES, project), env: { XDG_CACHE_HOME: CACHE, ...env },
  });
  expect({ err, outcome }).toEqual({ err: '', outcome: 0 });
  return out.split('\n').filter(line => line !== '');
}

test('the shells of completion', async () => {
  expect(await completed(['completion', ''])).toEqual(['bash', 'fish', 'zsh']);
  expect(await completed(['completion', 'z'])).toEqual(['zsh']);
});

test('workloads, also of the project that -C names, and no second one where there is one', async () => {
  expect(await completed(['explain', 'a'])).toEqual(['api']);
  expect(await completed(['tree', '-C', '../quickstart', ''])).toEqual(['hello']);
  expect(await completed(['tree', '--directory=../quickstart', ''])).toEqual(['hello']);
  expect(await completed(['status', 'api', ''])).toEqual([]);
}, 60000);

test('a workload by its namespace and its cluster, for who begins with these', async () => {
  expect(await completed(['explain', 'pinboard/a'])).toEqual(['pinboard/api']);
  expect(await completed(['explain', 'pinb'])).toEqual(['pinboard/api', 'pinboard/boards', 'pinboard/web']);
  expect(await completed(['explain', 'staging/pinboard/w'])).toEqual(['staging/pinboard/web']);
}, 60000);

test('the clusters of the app, in each way to write an option', async () => {
  expect(await completed(['tree', '--cluster', ''])).toEqual(['prod-east', 'staging']);
  expect(await completed(['explain', 'api', '--cluster', 's'])).toEqual(['staging']);
  expect(await completed(['explain', '--cluster=p'])).toEqual(['--cluster=prod-east']);
  // Bash makes three words of it.
  expect(await completed(['explain', '--cluster', '=', 'p'])).toEqual(['prod-east']);
  expect(await completed(['explain', '--cluster', '='])).toEqual(['prod-east', 'staging']);
  expect(await completed(['tree', '--cluster', ''], { project: 'quickstart' })).toEqual([]);
}, 60000);

test('fields of a workload, a step at a time', async () => {
  expect(await completed(['explain', 'api', 'spec.te'])).toEqual(['spec.template.']);
  expect(await completed(['explain', 'api', 'containers['])).toEqual(['containers[app].', 'containers[proxy].']);
  expect(await completed(['explain', '--cluster', 'staging', 'api', 'terminationG'])).toEqual(['terminationGracePeriodSeconds']);
  expect(await completed(['explain', 'api', 'containers[app].env[PLATFORM_O'])).toEqual(['containers[app].env[PLATFORM_OWNER].']);
  expect(await completed(['explain', 'nobody', ''])).toEqual([]);
}, 60000);

test('contexts of the kubeconfig that is given, and no name that a shell would run', async () => {
  const kubectl = new FakeKubectl({ name: { out: 'prod-east\narn:aws:eks:us-east-1:1:cluster/x\n$(reboot)\n' } });
  fakes.push(kubectl);
  const env = { KUBECTL: kubectl.program };
  expect(await completed(['status', '--context', ''], { env })).toEqual(['arn:aws:eks:us-east-1:1:cluster/x', 'prod-east']);
  expect(await completed(['logs', '--kubeconfig', '/k', '--context', 'p'], { env })).toEqual(['prod-east']);
  expect(kubectl.calls.at(-1)).toEqual(['--kubeconfig=/k', 'config', 'get-contexts', '-o', 'name']);
});

test('what cannot be found out is nothing, without a word', async () => {
  const directory = freshFolder();
  fs.writeFileSync(path.join(directory, 'cdk8s.yaml'), JSON.stringify({ app: 'echo no >&2; exit 1' }));
  expect(await completed(['explain', ''], { project: directory })).toEqual([]);
  expect(await completed(['explain', ''], { project: freshFolder() })).toEqual([]);
  expect(await completed(['status', '--context', ''], { env: { KUBECTL: '/nowhere/kubectl' } })).toEqual([]);
});

describe('a script', () => {
  const inBash = (program: string, words: string[]) => {
    const folder = freshFolder();
    fs.writeFileSync(path.join(folder, 'pinterest'), `#!/bin/sh\n${program}\n`, { mode: 0o755 });
    const line = words.map(word => `'${word}'`).join(' ');
    const script = [
      SCRIPTS.bash, 'compopt() { echo "compopt $*"; }', `COMP_WORDS=(pinterest ${line}) COMP_CWORD=${words.length}`,
      '_pinterest; echo "[${COMPREPLY[*]}]"',
    ].join('\n');
    const { stdout, stderr } = spawnSync('bash', ['-c', script], {
      encoding: 'utf8', env: { ...process.env, PATH: `${folder}:${process.env.PATH}` }, cwd: folder,
    });
    return { stdout, stderr };
  };

  test('puts no space after what goes on', () => {
    expect(inBash('echo spec.', ['explain', 'api', 'sp']).stdout).toBe('compopt -o nospace\n[spec.]\n');
    expect(inBash('echo "containers["', ['explain', 'api', 'co']).stdout).toBe('compopt -o nospace\n[containers[]\n');
    expect(inBash('echo kind', ['explain', 'api', 'ki']).stdout).toBe('[kind]\n');
  });

  test('takes no name for a pattern of files', () => {
    expect(inBash('touch containersa; echo "containers[a-z]"', ['explain', 'api', '']).stdout).toBe('[containers[a-z]]\n');
  });

  test.each([
    ['the program fails', 'echo broken >&2; exit 3'], ['it is not installed', 'exec /nowhere/pinterest'],
  ])('writes nothing to the terminal where %s', (_, program) => {
    expect(inBash(program, ['explain', ''])).toEqual({ stdout: 'compopt -o default\n[]\n', stderr: '' });
  });
});
