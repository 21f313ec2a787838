import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { nameProblems, Names } from './names';
import { Language, projectFiles } from './project-files';
import { Answer, Context, Options } from '../command';
import { CouldNot, Outcome } from '../outcome';
import { visible } from '../output/plain';

/** What `pinterest init` does. */
export async function init(context: Context, [folder = '.']: string[], options: Options): Promise<Answer> {
  const target = resolve(context.directory, folder);
  const names = namesOf(target, options);
  const problems = nameProblems(names);
  if (problems.length > 0) throw new CouldNot('A project cannot be made of these names.', problems.join('\n  '));
  mustBeFree(target);
  const files = projectFiles(options.language as Language, names);
  write(target, files);
  const shown = relative(context.directory, target) || '.';
  if (options.install === true) {
    for (const args of [['install'], ['run', 'synth']]) run(context, target, args);
  }
  const entered = shown === '.' ? [] : [`cd ${shown}`];
  const next = [...entered, ...(options.install === true ? [] : ['npm install', 'npm run synth']), 'npm test'];
  return {
    outcome: Outcome.FINE,
    data: { folder: shown, files: [...files.keys()], next },
    text: style => [
      `${style.green('made')} ${visible(shown)}: ${[...files.keys()].join(', ')}`,
      '',
      'Next:',
      ...next.map(each => `  ${visible(each)}`),
    ].join('\n'),
  };
}

function namesOf(target: string, { name, team, contact, platform }: Options): Names {
  const given = typeof name === 'string' ? name : basename(target);
  return { name: given, team: `${team}`, contact: `${contact}`, platform: typeof platform === 'string' ? platform : undefined };
}

/** What is there is never overwritten. */
function mustBeFree(target: string): void {
  if (existsSync(target) && !statSync(target).isDirectory()) {
    throw new CouldNot(`${target} is a file.`, 'Name a folder that is new or empty.');
  }
  const present = existsSync(target) ? readdirSync(target).filter(name => name !== '.git') : [];
  if (present.length === 0) return;
  throw new CouldNot(`${target} is not empty: it has ${present.slice(0, 5).join(', ')}.`, 'Name a folder that is new or empty.');
}

/** One by one: Node's own way to make those above never ends where a file system makes none, such as /proc. */
function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  makeFolder(dirname(folder));
  mkdirSync(folder);
}

function write(target: string, files: ReadonlyMap<string, string>): void {
  try {
    for (const [file, text] of files) {
      makeFolder(dirname(join(target, file)));
      writeFileSync(join(target, file), text, { flag: 'wx' });
    }
  } catch (error) {
    throw new CouldNot(`${target} cannot be written: ${(error as Error).message}.`, 'Name a folder in which you may write.');
  }
}

function run({ env, json }: Context, target: string, args: string[]): void {
  // Standard output is for the answer.
  const { status } = spawnSync('npm', args, { cwd: target, env, stdio: ['ignore', json ? 'ignore' : 2, 2], shell: false });
  if (status !== 0) throw new CouldNot(`"npm ${args.join(' ')}" failed in ${target}.`, 'What npm says above tells why.');
}
