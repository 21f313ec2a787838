import { argumentsFrom, Arguments, HELP, Misused } from './arguments';
import { build, Built } from '../app/build';
import { faultLines } from '../app/findings';
import { Source, sourcesOf, Unreadable } from '../app/sources';
import { describe, inOrder } from '../documents/fault';
import { visible } from '../documents/visible';

/** What the command has of its process. */
export interface Surroundings {
  readonly env: NodeJS.ProcessEnv;
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
}

/** What exit codes say. */
export enum Outcome {
  FINE = 0,
  /** Something is wrong with what is written. */
  FOUND = 1,
  COULD_NOT = 2,
}

/** Runs the command. */
export function run(words: readonly string[], surroundings: Surroundings): Outcome {
  const { err } = surroundings;
  try {
    return runWith(argumentsFrom(words), surroundings);
  } catch (error) {
    if (error instanceof Misused) err(`pinterest-yaml: ${visible(error.message)} --help tells what there is.\n`);
    else if (error instanceof Unreadable) err(`pinterest-yaml: ${visible(error.message)}\n`);
    else err(`pinterest-yaml: ${error instanceof Error ? error.message : String(error)}\n`);
    return Outcome.COULD_NOT;
  }
}

function runWith(options: Arguments, { env, out, err }: Surroundings): Outcome {
  if (options.help) {
    out(HELP);
    return Outcome.FINE;
  }
  if (options.paths.length === 0) throw new Misused('Name a folder or a file.');
  const sources = sourcesOf(options.paths, env.CDK8S_OUTDIR ?? 'dist');
  const built = build(sources, options);
  return synth(built, sources, err);
}

function synth(built: Built, sources: readonly Source[], err: (text: string) => void): Outcome {
  const { app, faults, written } = built;
  if (written.size === 0 && faults.length === 0) {
    throw new Unreadable(`There is no document of platform.pinterest.com/v1 in ${sources.length} YAML file${sources.length === 1 ? '' : 's'}.`);
  }
  // So that nothing is written, and a tool that records the app has them, too.
  if (faults.length > 0) app.node.addValidation({ validate: () => inOrder(faults).map(describe) });
  try {
    app.synth();
    return Outcome.FINE;
  } catch (error) {
    const { problems } = app.plan();
    // Such as a folder in which nobody may write.
    if (problems.length === 0) throw error;
    const lines = faultLines(built, problems);
    err(`${lines.join('\n')}\n${lines.length} problem${lines.length === 1 ? '' : 's'}; nothing was written.\n`);
    return Outcome.FOUND;
  }
}
