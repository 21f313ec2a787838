import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { Option } from 'commander';
import { Answer, Command, Context, Options } from '../command';
import { nameProblems, Names } from '../init/names';
import { Language, LANGUAGES, projectFiles } from '../init/project-files';
import { CouldNot, Outcome } from '../outcome';
import { visible } from '../output/plain';

export const INIT: Command = {
  name: 'init',
  summary: 'make a project for a team: one service on the clusters of a platform',
  details: 'Writes into a folder that is new or empty. With --install, npm fetches what the project needs from its registry.',
  parameters: '[folder]',
  options: [
    new Option('-l, --language <language>', 'in which form workloads are written').choices(LANGUAGES).default('typescript'),
    new Option('-p, --platform <package>', 'the npm package of your company\'s platform, such as @example/platform@1.2.3'),
    new Option('-n, --name <name>', 'what the service is called (default: as the folder)'),
    new Option('-t, --team <team>', 'the team that owns it').default('boards'),
    new Option('-c, --contact <contact>', 'how the team is reached').default('boards@example.com'),
    new Option('--install', 'also run npm install, and the first synth'),
  ],
  examples: [
    ['pinterest init pinboard-api --team boards --contact boards@example.com', 'in TypeScript, with two clusters to try'],
    ['pinterest init shop -l yaml -p @example/platform@1.2.3 --install', 'in YAML, on the company\'s clusters'],
  ],
  run: async (context, [folder = '.'], options) => init(context, folder, options),
};

function init(context: Context, folder: string, options: Options): Answer {
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
