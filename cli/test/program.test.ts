import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { answerOf, EXAMPLES, expectGolden, pinterest, PROJECTS, schemaProblems } from './pinterest';
import { freshFolder } from '../../test/synth';
import { COMMANDS } from '../lib/commands';
import { Outcome } from '../lib/outcome';
import { Style } from '../lib/output/style';

describe('the program', () => {
  test('lists its commands', async () => {
    const { outcome, out } = await pinterest(['--help']);
    expect(outcome).toBe(Outcome.FINE);
    expectGolden('help.txt', out);
  });

  test.each(COMMANDS.map(({ name }) => name))('tells what %s does, with an example', async name => {
    const { outcome, out } = await pinterest([name, '--help']);
    expect(outcome).toBe(Outcome.FINE);
    expect(out).toMatch(new RegExp(`Examples:\n {2}\\$ pinterest ${name}.*\n {6}\\S`));
    expect(out).toContain('--output <form>');
  });

  test.each(COMMANDS.map(({ name }) => name))('publishes what %s answers to programs', name => {
    const file = path.join(__dirname, `../schemas/${name}.schema.json`);
    expect(JSON.parse(fs.readFileSync(file, 'utf8'))).toMatchObject({ $id: expect.stringContaining(name) });
  });

  test.each(COMMANDS)('lists $name as it calls itself', ({ name, summary, load }) => {
    expect(load()).toMatchObject({ name, summary });
  });

  test('refuses what it does not know, with what is alike', async () => {
    const { outcome, err } = await pinterest(['chekc']);
    expect(outcome).toBe(Outcome.COULD_NOT);
    expect(err).toBe('pinterest: Unknown command \'chekc\'. Did you mean check? Look with pinterest --help.\n');
  });

  test.each([
    [['check', '--sarfi', 'x'], 'check: Unknown option \'--sarfi\'. Did you mean --sarif?'],
    [['explain'], 'explain: Missing required argument \'workload\'.'],
    [['status', 'a', 'b'], 'status: Too many arguments for \'status\'. Expected 1 argument but got 2.'],
    [['status', '--cluster'], 'status: Option \'--cluster <name>\' argument missing.'],
    [['tree', '-o', 'xml'], 'tree: Option \'-o, --output <form>\' argument \'xml\' is invalid. Allowed choices are text, json.'],
    [['tree', '--\u001b[2J'], 'tree: Unknown option \'--\\u001b[2J\'.'],
  ])('says what is wrong with %j as commands say what they could not do', async (args, said) => {
    const { outcome, out, err } = await pinterest(args);
    expect({ outcome, out, err }).toEqual({
      outcome: Outcome.COULD_NOT, out: '', err: `pinterest ${said} Look with pinterest ${args[0]} --help.\n`,
    });
  });

  test('without a command shows the help, and that nothing was done', async () => {
    const { outcome, out, err } = await pinterest([]);
    expect({ outcome, out }).toEqual({ outcome: Outcome.COULD_NOT, out: '' });
    expect(err).toContain('Usage: pinterest');
  });

  test('tells programs, too, what could not be done', async () => {
    const { error } = await answerOf(['check'], { directory: freshFolder() });
    expect(error.message).toContain('has no cdk8s.yaml');
    expect(error.fix).toMatch(/^Write /);
  });

  test('tells programs what it does not understand', async () => {
    const { out, outcome } = await pinterest(['status', '--bogus', '--output', 'json']);
    expect(outcome).toBe(Outcome.COULD_NOT);
    expect(JSON.parse(out)).toEqual({
      error: { message: 'Unknown option \'--bogus\'.', fix: 'Look with pinterest status --help.' },
    });
    expect(schemaProblems('status', JSON.parse(out))).toEqual([]);
  });

  test('writes out what a terminal would obey, in errors and in JSON', async () => {
    const directory = freshFolder();
    const app = `"${process.execPath}" -e "process.stdout.write('\u009b31m\u202e\u061c\udb40\udc41'); process.exit(3)"`;
    fs.writeFileSync(path.join(directory, 'cdk8s.yaml'), JSON.stringify({ app }));
    const { out, err } = await pinterest(['check', '--output', 'json'], { directory });
    for (const text of [out, err]) expect(text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}]/u);
    expect(JSON.parse(out).error.message).toContain('\u009b31m\u202e\u061c\udb40\udc41');
  });

  test('has colours and a width on a terminal alone', async () => {
    const directory = path.join(PROJECTS, 'wrong');
    const { out } = await pinterest(['check'], { directory, columns: 60 });
    expect(out).toContain('\u001b[31mproblem\u001b[39m');
    for (const line of out.split('\n').filter(each => each.startsWith('  '))) expect(line.length).toBeLessThanOrEqual(60);
    const plain = await pinterest(['check'], { directory, columns: 60, env: { NO_COLOR: '1' } });
    expect(plain.out).not.toContain('\u001b');
    expect((await pinterest(['check'], { directory })).out).not.toContain('\u001b');
  });
});

test('whoever reads no further is no fault', () => {
  const program = path.join(__dirname, '../lib/main.ts');
  const command = `"${process.execPath}" --import tsx "${program}" completion bash; echo "status $?" >&2`;
  const { stderr } = spawnSync('sh', ['-c', `(${command}) | true`], { cwd: path.join(__dirname, '../..'), encoding: 'utf8' });
  expect(stderr).toBe('status 0\n');
});

test('help loads no command, and none of the large packages', () => {
  const folder = freshFolder();
  const spy = path.join(folder, 'spy.cjs');
  const list = 'Object.keys(require("node:module")._cache).join("\\n")';
  fs.writeFileSync(spy, `process.on('exit', () => process.stderr.write(${list}));`);
  const main = path.join(__dirname, '../lib/main.ts');
  const loaded = (...args: string[]) => spawnSync(process.execPath, ['--require', spy, '--import', 'tsx', main, ...args], {
    cwd: path.join(__dirname, '../..'), encoding: 'utf8',
  }).stderr;
  const large = /node_modules\/(yaml|@babel|listr2)\/|\/lib\/(status|diff|explain|commands\/status)\b/;
  expect(loaded('--help')).toContain('/lib/commands/index.ts');
  expect(loaded('--help')).not.toMatch(large);
  expect(loaded('complete', '--', 'completion', '')).not.toMatch(large);
  expect(loaded('status', '--help')).toMatch(/commands\/status\.ts/);
});

describe('a style', () => {
  test('keeps the words of a paragraph that is wrapped', () => {
    const style = Style.of({ isTTY: true, columns: 24 }, {});
    expect(style.wrap('one two three four five six seven', '  ')).toBe('  one two three four\n  five six seven');
    expect(Style.PLAIN.wrap('one two three four five six seven', '  ')).toBe('  one two three four five six seven');
  });
});

describe('completion', () => {
  const completed = async (...words: string[]) => {
    const { out } = await pinterest(['complete', '--', ...words], { directory: path.join(EXAMPLES, 'storefront') });
    return out.split('\n').filter(line => line !== '');
  };

  test('knows commands, options and their choices', async () => {
    expect(await completed('ch')).toEqual(['check']);
    expect(await completed('')).not.toContain('complete');
    expect(await completed('check', '--s')).toEqual(['--sarif', '--strict']);
    expect(await completed('check', '--output', '')).toEqual(['json', 'text']);
  });

  test.each(['bash', 'zsh', 'fish'])('prints a script for %s', async shell => {
    const { outcome, out } = await pinterest(['completion', shell]);
    expect(outcome).toBe(Outcome.FINE);
    expect(out).toContain('pinterest complete -- ');
  });

  test('works in bash', async () => {
    const { out } = await pinterest(['completion', 'bash']);
    const folder = freshFolder();
    const main = path.join(__dirname, '../lib/main.ts');
    const tsx = path.join(__dirname, '../../node_modules/.bin/tsx');
    fs.writeFileSync(path.join(folder, 'pinterest'), `#!/bin/bash\nexec ${tsx} ${main} "$@"\n`, { mode: 0o755 });
    const script = `${out}\nCOMP_WORDS=(pinterest check --sa) COMP_CWORD=2; _pinterest; echo "\${COMPREPLY[@]}"`;
    const { stdout } = spawnSync('bash', ['-c', script], {
      encoding: 'utf8', env: { ...process.env, PATH: `${folder}:${process.env.PATH}` },
    });
    expect(stdout).toBe('--sarif\n');
  });

  test('refuses a shell that it does not know', async () => {
    const { outcome, err } = await pinterest(['completion', 'tcsh']);
    expect(outcome).toBe(Outcome.COULD_NOT);
    expect(err).toContain('Write one of: bash, zsh, fish.');
  });
});
