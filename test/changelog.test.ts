import { spawnSync } from 'node:child_process';
import * as path from 'node:path';

const GOLDEN = ['test/golden/1.*', 'examples/*/golden', 'examples/template/dist'].map(glob => `:(glob)${glob}/**/*.yaml`);

function git(...args: string[]): string[] | undefined {
  const { status, stdout } = spawnSync('git', args, { cwd: path.join(__dirname, '..'), encoding: 'utf8' });
  return status === 0 ? stdout.trim().split('\n').filter(Boolean) : undefined;
}

/** What the last commit changed; a merge, what it brought. Nothing where there is no history. */
const changed = (...paths: string[]) => git('diff', '--name-only', '--diff-filter=M', 'HEAD^', 'HEAD', '--', ...paths) ?? [];

test('a commit that changes manifests says so in CHANGELOG.md', () => {
  const said = changed('CHANGELOG.md').length > 0
    || git('log', '-1', '--format=%B')?.some(line => line.startsWith('Changelog: none'));
  expect(said ? '' : adviceOn(changed(...GOLDEN))).toBe('');
});

function adviceOn(unsaid: string[]): string {
  return unsaid.length === 0 ? '' : [
    'The last commit changes what clusters get, and CHANGELOG.md does not say so:', ...unsaid.map(file => `  ${file}`),
    'Say under "Unreleased" what changes for users, and whether pods restart. If nothing does, since only the case or the',
    'example is another one, add a line to the commit\'s message: "Changelog: none, WHY". Then git commit --amend.',
  ].join('\n');
}
