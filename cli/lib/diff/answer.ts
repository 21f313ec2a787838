import { againstRevision } from './against-revision';
import { projectAgainstCluster } from './cluster-of-app';
import { Comparison } from './comparison';
import { comparisonData } from './output/data';
import { comparisonMarkdown } from './output/markdown';
import { comparisonText } from './output/text';
import { projectAt } from '../app/project';
import { clusterOf } from '../cluster/cluster-options';
import { Answer, Context, Options } from '../command';
import { Outcome } from '../outcome';

/** What `pinterest diff` does. */
export async function diff({ directory, env, signal }: Context, _: string[], options: Options): Promise<Answer> {
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
