import { createRequire } from 'node:module';
import { Command as Commander } from 'commander';
import { Command, Context } from '../command';
import { candidatesFor, Sources } from '../completion/candidates';
import { SCRIPTS } from '../completion/scripts';
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
      const candidates = await candidatesFor(words, program, sourcesIn(context));
      return { outcome: Outcome.FINE, data: { candidates }, text: () => candidates.join('\n') };
    },
  };
}

// Loaded only where it is asked for: of most words nothing of a project has to be known.
const load = createRequire(__filename);
const facts = () => load('../completion/project-facts') as typeof import('../completion/project-facts');
const contexts = () => load('../completion/context-names') as typeof import('../completion/context-names');

function sourcesIn(context: Context): Sources {
  return {
    workload: line => orNone(() => facts().workloadNames(context, line)),
    field: line => orNone(() => facts().fieldPaths(context, line)),
    cluster: line => orNone(() => facts().clusterNames(context, line)),
    context: line => orNone(() => contexts().contextNames(context, line)),
    shell: () => Promise.resolve(Object.keys(SCRIPTS)),
  };
}

/** A shell does not tell why there are none, as where a project does not synthesize. */
async function orNone(find: () => Promise<string[]>): Promise<string[]> {
  try {
    return await find();
  } catch {
    return [];
  }
}
