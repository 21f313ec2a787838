import { Option } from 'commander';
import { Outcome } from './outcome';
import { Style } from './output/style';

/** Where a command runs. */
export interface Context {
  /** The folder of the project. */
  readonly directory: string;
  readonly env: NodeJS.ProcessEnv;
  /** How standard output shows text. */
  readonly style: Style;
  /** Ends when the user interrupts the command. */
  readonly signal: AbortSignal;
  /** Whether progress may be shown: standard error is a terminal. */
  readonly interactive: boolean;
  /** Whether the answer is wanted as JSON: then nothing else goes to standard output. */
  readonly json: boolean;
  /** Writes to standard output at once, for commands that follow something. */
  write(text: string): void;
  /** Writes a line to standard error. */
  say(line: string): void;
}

/** What a command has found out. */
export interface Answer {
  readonly outcome: Outcome;
  /** For `--output json`, as `schemas/<command>.schema.json` describes it. */
  readonly data: object;
  /** For the other forms that the command has, by their names. */
  readonly forms?: Readonly<Record<string, () => string>>;
  /** For `--output text`, without a last line break; empty if the command has written all itself. */
  text(style: Style): string;
}

/** A command of `pinterest`. */
export interface Command {
  readonly name: string;
  /** What it is for, as a sentence without a full stop. */
  readonly summary: string;
  /** More of it, below. */
  readonly details?: string;
  /** In commander's syntax: `[workload]`. */
  readonly parameters?: string;
  readonly options?: Option[];
  /** Whether the help does not tell it: for programs. */
  readonly hidden?: boolean;
  /** More forms of its answer than text and JSON. */
  readonly forms?: readonly string[];
  /** What one types, and what it does. */
  readonly examples: readonly (readonly [command: string, effect: string])[];
  run(context: Context, parameters: string[], options: Options): Promise<Answer>;
}

/** What was given for the options of a command, by their names in camel case. */
export type Options = Readonly<Record<string, string | boolean | string[] | undefined>>;
