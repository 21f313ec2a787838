import { Option } from 'commander';
import { projectAt } from '../app/project';
import { CLUSTER_OPTIONS, clusterOf } from '../cluster/cluster-options';
import { Answer, Command, Context, Options } from '../command';
import { againstRevision } from '../diff/against-revision';
import { projectAgainstCluster } from '../diff/cluster-of-app';
import { Comparison } from '../diff/comparison';
import { comparisonData } from '../diff/output/data';
import { comparisonMarkdown } from '../diff/output/markdown';
import { comparisonText } from '../diff/output/text';
import { Outcome } from '../outcome';

export const DIFF: Command = {
  name: 'diff',
  summary: 'tell what a change does',
  details: 'Compares what the working tree synthesizes with what a git revision does, or with what a cluster runs: '
    + 'which workloads differ, and by which lines; which pods restart; which requests and limits change; '
    + 'what the API server would refuse; then each field of each object. Values of Secrets are never shown.',
  options: [
    new Option(
      '--revision <revision>', 'the git revision with which the working tree is compared (default: HEAD); with --against '
      + 'cluster, one at which the app had what it may no longer have',
    ),
    new Option('--against <what>', 'compare with what a cluster runs instead').choices(['cluster']),
    new Option('--cluster <name>', "which of the app's clusters it is (default: the only one)"),
    ...CLUSTER_OPTIONS,
  ],
  forms: ['markdown'],
  examples: [
    ['pinterest diff', 'what has not been committed yet'],
    ['pinterest diff --revision origin/main --output markdown', 'for the comment of a pull request'],
    ['pinterest diff --against cluster --context prod-east', 'what applying the working tree would do, and what has drifted'],
  ],
  run,
};

async function run({ directory, env, signal }: Context, _: string[], options: Options): Promise<Answer> {
  const project = projectAt(directory);
  const { against, revision, cluster, namespace, context } = options as Readonly<Record<string, string | undefined>>;
  if (against === undefined) return answerOf(await againstRevision(project, revision ?? 'HEAD', { env, signal }));
  return answerOf(await projectAgainstCluster(project, {
    env,
    signal,
    reader: clusterOf(options, env, signal),
    cluster,
    namespace,
    revision,
    context: context === undefined ? 'of the current context' : `of the context ${context}`,
  }));
}

function answerOf(comparison: Comparison): Answer {
  return {
    outcome: outcomeOf(comparison),
    data: comparisonData(comparison),
    text: style => comparisonText(comparison, style),
    forms: { markdown: () => comparisonMarkdown(comparison) },
  };
}

/** What could not be read may differ. */
function outcomeOf({ objects, drift, isWhole }: Comparison): Outcome {
  if (objects.length + drift.length > 0) return Outcome.FOUND;
  return isWhole ? Outcome.FINE : Outcome.COULD_NOT;
}
