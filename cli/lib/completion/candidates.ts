import { Command } from 'commander';
import { Line, lineOf } from './line';

/** What may stand for an argument or an option's value, by its name: `workload`, `context`. */
export type Sources = Readonly<Record<string, (line: Line) => Promise<string[]>>>;

/** What may stand in place of the last word of a command line. */
export async function candidatesFor(words: readonly string[], program: Command, sources: Sources): Promise<string[]> {
  const line = lineOf(words, program);
  const all = line.command === undefined ? namesOf(program) : await ofCommand(line.command, line, sources);
  return [...new Set(all)].filter(candidate => candidate.startsWith(line.current)).sort();
}

function namesOf(program: Command): string[] {
  const visible = program.createHelp().visibleCommands(program).map(each => each.name());
  return [...visible, '--help', '--version'];
}

async function ofCommand(command: Command, line: Line, sources: Sources): Promise<string[]> {
  const { current, option, parameters } = line;
  if (option !== undefined) return option.argChoices ? [...option.argChoices] : named(option.attributeName(), line, sources);
  if (current.startsWith('-')) return optionsOf(command, line, sources);
  const argument = command.registeredArguments[parameters.length];
  return argument === undefined ? [] : named(argument.name(), line, sources);
}

/** Its options; or, after `--context=`, what may follow. */
async function optionsOf(command: Command, line: Line, sources: Sources): Promise<string[]> {
  const [, long, value] = /^(--[\w-]+)=(.*)$/.exec(line.current) ?? [];
  const option = command.options.find(each => each.long === long && !each.isBoolean());
  if (option === undefined) return [...command.options.flatMap(({ long: name, hidden }) => (hidden ? [] : name ?? [])), '--help'];
  const values = await ofCommand(command, { ...line, option, current: value }, sources);
  return values.map(each => `${long}=${each}`);
}

async function named(name: string, line: Line, sources: Sources): Promise<string[]> {
  return Object.hasOwn(sources, name) ? sources[name](line) : [];
}
