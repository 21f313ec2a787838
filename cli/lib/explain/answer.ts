import { RecordedWorkload } from 'cdk8s-pinterest';
import { projectAt } from '../app/project';
import { mustBeRight, workloadsNamed, workloadsOf } from '../app/records';
import { runApp } from '../app/run-app';
import { Answer, Context, Options } from '../command';
import { ask } from './ask';
import { askedData, dataOf } from './data';
import { explanationOf } from './explanation';
import { fieldText } from './field-text';
import { pageOf } from './page/page';
import { textOf } from './text';
import { CouldNot, Outcome } from '../outcome';
import { withProgress } from '../output/progress';
import { writeReport } from '../output/report-file';

/** What `pinterest explain` does. */
export async function explain(context: Context, [wanted, field]: string[], options: Options): Promise<Answer> {
  const { directory, signal } = context;
  const env = { ...context.env, CDK8S_PINTEREST_RECORD_EXPLAIN: wanted };
  const { records } = await withProgress(context, 'Synthesizing', () => runApp(projectAt(directory), { env, signal }));
  mustBeRight(records);
  const found = onCluster(options.cluster, workloadsNamed(wanted, workloadsOf(records)));
  const explanations = found.map(workload => (
    explanationOf(records.find(({ workloads }) => workloads.includes(workload))!, workload, directory)
  ));
  writeReport(directory, options.html, () => pageOf(explanations));
  if (field === undefined) {
    const text = (style: Context['style']) => explanations.map(each => textOf(each, style)).join('\n\n');
    return { outcome: Outcome.FINE, data: dataOf(explanations), text };
  }
  const asked = explanations.map(explanation => ({ explanation, fields: ask(explanation, field) }));
  return {
    outcome: Outcome.FINE,
    data: askedData(asked),
    text: style => asked.map(({ explanation: { workload: { cluster } }, fields }) => (
      `${asked.length > 1 ? `On ${cluster}:\n` : ''}${fieldText(fields, style)}`
    )).join('\n\n'),
  };
}

function onCluster(cluster: Options[string], workloads: readonly RecordedWorkload[]): readonly RecordedWorkload[] {
  const found = workloads.filter(each => cluster === undefined || each.cluster === cluster);
  if (found.length > 0) return found;
  const all = [...new Set(workloads.map(each => each.cluster))];
  throw new CouldNot(`It is not on a cluster ${JSON.stringify(cluster)}.`, `Write one of: ${all.join(', ')}.`);
}
