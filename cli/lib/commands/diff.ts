import { Option } from 'commander';
import { projectAt } from '../app/project';
import { Answer, Command, Context, Options } from '../command';
import { againstRevision } from '../diff/against-revision';
import { Comparison } from '../diff/comparison';
import { comparisonData } from '../diff/output/data';
import { comparisonMarkdown } from '../diff/output/markdown';
import { comparisonText } from '../diff/output/text';
import { Outcome } from '../outcome';

export const diff: Command = {
  name: 'diff',
  summary: 'Show what a change does',
  details: 'Compares what the working tree synthesizes with what a git revision does: which workloads differ, and by which lines; '
    + 'which pods restart; which requests and limits change; what the API server would refuse; then each field of each object. '
    + 'Values of Secrets are never shown.',
  options: [
    new Option('--revision <revision>', 'the git revision with which the working tree is compared').default('HEAD'),
  ],
  forms: ['markdown'],
  examples: [
    ['pinterest diff', 'what has not been committed yet'],
    ['pinterest diff --revision origin/main --output markdown', 'for the comment of a pull request'],
  ],
  run,
};

async function run({ directory, env, signal }: Context, _: string[], options: Options): Promise<Answer> {
  const project = projectAt(directory);
  return answerOf(await againstRevision(project, `${options.revision as string}`, { env, signal }));
}

function answerOf(comparison: Comparison): Answer {
  return {
    outcome: comparison.objects.length > 0 ? Outcome.FOUND : Outcome.FINE,
    data: comparisonData(comparison),
    text: style => comparisonText(comparison, style),
    forms: { markdown: () => comparisonMarkdown(comparison) },
  };
}
