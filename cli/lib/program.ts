import { resolve } from 'node:path';
import { Command as Commander, CommanderError, Option } from 'commander';
import { visibleJson } from './cluster/visible';
import { Command, Context, Options } from './command';
import { COMMANDS } from './commands';
import { completeFor } from './commands/complete';
import { misuseOf } from './misuse';
import { CouldNot, Outcome } from './outcome';
import { visibleLines } from './output/plain';
import { Style } from './output/style';
import { version } from './version';

/** What the program has of its process. */
export interface Process {
  readonly directory: string;
  readonly env: NodeJS.ProcessEnv;
  readonly out: Stream;
  readonly err: Stream;
  readonly signal: AbortSignal;
}

interface Stream {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

/** Runs what the arguments say. @returns the exit code: docs/command-line.md */
export async function runProgram(args: string[], process: Process): Promise<Outcome> {
  let outcome = Outcome.FINE;
  const program = newProgram(process);
  const add = (command: Command) => addCommand(program, command, async (parameters, options) => {
    outcome = await runCommand(command, parameters, options, process);
  });
  for (const { name, summary, parameters = '', load } of COMMANDS) {
    if (args.includes(name)) add(load());
    else program.command(`${name} ${parameters}`).summary(summary);
  }
  add(completeFor(program));
  try {
    await program.parseAsync(args, { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    // Help and version that were asked for have the code 0.
    if (error.exitCode === 0) return Outcome.FINE;
    // Where there is no command at all, the help has been shown.
    if (error.code === 'commander.help') return Outcome.COULD_NOT;
    const { of, message, fix } = misuseOf(error, args, program);
    if (wantsJson(args)) process.out.write(`${visibleJson({ error: { message, fix } })}\n`);
    process.err.write(`${visibleLines(`${of}: ${message} ${fix}`)}\n`);
    return Outcome.COULD_NOT;
  }
  return outcome;
}

/** Whether JSON is asked for by words that could not be understood as a whole. */
function wantsJson(args: readonly string[]): boolean {
  return args.some((word, n) => /^(--output=|-o=?)json$/.test(word) || (word === 'json' && ['--output', '-o'].includes(args[n - 1])));
}

/** The program without its commands. */
function newProgram({ out, err }: Process): Commander {
  const program = new Commander('pinterest');
  program.description('Workloads on the platform: see what is generated and why, what a change does, and how what runs is.')
    .version(version(), '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .helpCommand('help [command]', 'print the help of a command')
    // What is wrong is said in the same form as by commands.
    .configureOutput({ writeOut: text => out.write(text), writeErr: text => err.write(text), outputError: () => undefined })
    .showSuggestionAfterError()
    .exitOverride();
  program.addHelpText('after', '\nExit codes: 0 all is well; 1 something was found; 2 it could not be done.');
  return program;
}

function addCommand(
  program: Commander, { name, summary, details, parameters, options = [], forms = [], examples, hidden }: Command,
  run: (parameters: string[], options: Options) => Promise<void>,
): void {
  const command = program.command(parameters === undefined ? name : `${name} ${parameters}`, { hidden }).summary(summary)
    .description(details === undefined ? `${summary}.` : `${summary}.\n\n${details}`)
    .copyInheritedSettings(program);
  for (const option of options) command.addOption(option);
  command
    .addOption(new Option('-C, --directory <folder>', 'the folder of the project').default('.'))
    .addOption(new Option('-o, --output <form>', 'the form of the answer').choices(['text', 'json', ...forms]).default('text'));
  command.addHelpText('after', `\nExamples:\n${examples.map(([typed, effect]) => `  $ ${typed}\n      ${effect}`).join('\n')}`);
  command.action(async (...given: unknown[]) => {
    // Commander passes the parameters, then the options, then itself.
    const words = given.slice(0, -2).flat().filter(each => each !== undefined);
    await run(words as string[], given.at(-2) as Options);
  });
}

async function runCommand(command: Command, parameters: string[], options: Options, process: Process): Promise<Outcome> {
  const { out, err, env, signal } = process;
  const json = options.output === 'json';
  const style = Style.of(out, env);
  const context: Context = {
    directory: resolve(process.directory, `${options.directory}`),
    env,
    style,
    signal,
    interactive: err.isTTY === true,
    json,
    write: text => out.write(text),
    say: line => err.write(`${line}\n`),
  };
  try {
    const answer = await command.run(context, parameters, options);
    const other = answer.forms?.[`${options.output}`];
    const shown = json ? visibleJson(answer.data) : other?.() ?? answer.text(style);
    if (shown !== '') out.write(`${shown}\n`);
    return answer.outcome;
  } catch (error) {
    const { data, text } = failure(error, env);
    if (json) out.write(`${visibleJson(data)}\n`);
    // It names what programs, manifests and clusters say.
    err.write(`pinterest ${command.name}: ${visibleLines(text)}\n`);
    return Outcome.COULD_NOT;
  }
}

/** What is said where a command could not do its work. */
function failure(error: unknown, env: NodeJS.ProcessEnv): { readonly data: object; readonly text: string } {
  const message = error instanceof Error ? error.message : `${error}`;
  if (error instanceof CouldNot) {
    return { data: { error: { message, fix: error.fix } }, text: `${message}${/\s$/.test(message) ? '' : ' '}${error.fix}` };
  }
  const stack = env.DEBUG && error instanceof Error ? `\n${error.stack}` : '';
  const fix = 'This is a fault of the command: report it, with what DEBUG=1 prints.';
  return { data: { error: { message, fix } }, text: `${message}. ${fix}${stack}` };
}
