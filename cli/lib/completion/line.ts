import { Command, Option } from 'commander';

/** A command line that is being written. */
export interface Line {
  readonly command?: Command;
  /** The word that is being written. */
  readonly current: string;
  /** Whose value that word is, if it is one. */
  readonly option?: Option;
  /** The parameters before it. */
  readonly parameters: readonly string[];
  /** The values of options before it, by their names: `directory`. */
  readonly values: Readonly<Record<string, string>>;
}

/** @param words with the last one, which may be empty */
export function lineOf(words: readonly string[], program: Command): Line {
  // Bash makes words of `--context=prod` three.
  const [last = '', ...before] = words.filter((word, n) => word !== '=' || n === words.length - 1).reverse();
  const current = last === '=' ? '' : last;
  before.reverse();
  const at = before.findIndex(word => !word.startsWith('-'));
  const command = program.commands.find(each => each.name() === before[at]);
  const parameters: string[] = [];
  const values: Record<string, string> = {};
  let option: Option | undefined;
  for (const word of command === undefined ? [] : before.slice(at + 1)) {
    const [name, ...value] = word.split('=');
    const known = command?.options.find(each => !each.isBoolean() && (each.long === name || each.short === name));
    if (option !== undefined) values[option.attributeName()] = word;
    else if (known === undefined && !word.startsWith('-')) parameters.push(word);
    else if (known !== undefined && value.length > 0) values[known.attributeName()] = value.join('=');
    option = option === undefined && value.length === 0 ? known : undefined;
  }
  return { command, current, option, parameters, values };
}
