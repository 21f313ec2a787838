import { Command as Commander, CommanderError } from 'commander';

/** What is wrong with a command line, as commands say what they could not do. */
export interface Misuse {
  /** The program and the command: `pinterest check`. */
  readonly of: string;
  readonly message: string;
  readonly fix: string;
}

/** @param args the command line that was not understood */
export function misuseOf({ message }: CommanderError, args: readonly string[], program: Commander): Misuse {
  const command = program.commands.find(each => each.name() === args.find(word => !word.startsWith('-')));
  const of = command === undefined ? program.name() : `${program.name()} ${command.name()}`;
  // Commander writes `error: unknown option '--sarfi'`, and on a line of its own `(Did you mean --sarif?)`.
  const [said, ...alike] = message.replace(/^error: /, '').split('\n');
  const sentence = said.charAt(0).toUpperCase() + said.slice(1).replace(/([^.])$/, '$1.');
  return { of, message: [sentence, ...alike.map(line => line.replace(/^\((.*)\)$/, '$1'))].join(' '), fix: `Look with ${of} --help.` };
}
