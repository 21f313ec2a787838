import { Command, Option } from 'commander';

/**
 * What may stand in place of the last word of a command line.
 *
 * @param workloads the names of the project's workloads, for commands that take one
 */
export async function candidatesFor(
  words: readonly string[], program: Command, workloads: () => Promise<string[]>,
): Promise<string[]> {
  const [current = '', ...before] = [...words].reverse();
  const name = before.reverse().find(word => !word.startsWith('-'));
  const command = program.commands.find(each => each.name() === name);
  const all = command === undefined ? namesOf(program) : await ofCommand(command, before.at(-1), current, workloads);
  return [...new Set(all)].filter(candidate => candidate.startsWith(current)).sort();
}

function namesOf(program: Command): string[] {
  const visible = program.createHelp().visibleCommands(program).map(each => each.name());
  return [...visible, '--help', '--version'];
}

async function ofCommand(
  command: Command, last: string | undefined, current: string, workloads: () => Promise<string[]>,
): Promise<string[]> {
  const option = command.options.find(each => each.long === last || each.short === last);
  if (option && !option.isBoolean()) return choicesOf(option);
  if (current.startsWith('-')) return [...command.options.flatMap(({ long, hidden }) => (hidden ? [] : long ?? [])), '--help'];
  return command.registeredArguments.some(argument => /^workload/.test(argument.name())) ? workloads() : [];
}

function choicesOf({ argChoices }: Option): string[] {
  return [...argChoices ?? []];
}
