import { Command as Commander } from 'commander';
import { findProject } from '../app/project';
import { workloadsOf } from '../app/records';
import { runApp } from '../app/run-app';
import { Command, Context } from '../command';
import { candidatesFor } from '../completion/candidates';
import { Outcome } from '../outcome';

/** What the scripts of shells call. @param program the program of which it is a command */
export function completeFor(program: Commander): Command {
  return {
    name: 'complete',
    summary: 'tell what may stand in place of the last word',
    parameters: '[words...]',
    hidden: true,
    examples: [['pinterest complete -- explain pin', 'the workloads whose names begin so']],
    run: async (context, words) => {
      const candidates = await candidatesFor(words, program, () => workloadNames(context));
      return { outcome: Outcome.FINE, data: { candidates }, text: () => candidates.join('\n') };
    },
  };
}

/** Of the project; none where it does not synthesize: a shell does not tell why. */
async function workloadNames({ directory, env, signal }: Context): Promise<string[]> {
  try {
    const project = findProject(directory);
    if (project === undefined) return [];
    const { records } = await runApp(project, { env, signal });
    // A shell would take other characters of a name for its own.
    return workloadsOf(records).map(({ name }) => name).filter(name => /^[a-z0-9][-a-z0-9.]*$/.test(name));
  } catch {
    return [];
  }
}
