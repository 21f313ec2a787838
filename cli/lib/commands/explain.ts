import { RecordedWorkload } from 'cdk8s-pinterest';
import { Option } from 'commander';
import { projectAt } from '../app/project';
import { mustBeRight, workloadsNamed, workloadsOf } from '../app/records';
import { runApp } from '../app/run-app';
import { Answer, Command, Context, Options } from '../command';
import { ask } from '../explain/ask';
import { askedData, dataOf } from '../explain/data';
import { explanationOf } from '../explain/explanation';
import { fieldText } from '../explain/field-text';
import { pageOf } from '../explain/page/page';
import { textOf } from '../explain/text';
import { CouldNot, Outcome } from '../outcome';
import { withProgress } from '../output/progress';
import { writeReport } from '../output/report-file';

export const EXPLAIN: Command = {
  name: 'explain',
  summary: 'tell what comes out for a workload, who put it there, and why',
  details: 'A field is that of any of its objects: spec.replicas. Deployment:spec.replicas and Service/api:spec.ports[http] name '
    + 'the object, too; containers[app].image begins at the pod. Items of lists have their names, or numbers.',
  parameters: '<workload> [field]',
  options: [
    new Option('--cluster <name>', 'only on this cluster (default: on each)'),
    new Option('--html <file>', 'also write all of it as a page for a browser, which needs no network'),
  ],
  examples: [
    ['pinterest explain api', 'its objects and pods, what starts and stops when, who may reach it'],
    ['pinterest explain pinboard/api \'containers[app].env[PLATFORM_OWNER]\'', 'who has set this variable, and why'],
    ['pinterest explain api --html api.html', 'the same as a page, with the pod drawn'],
  ],
  run: explain,
};

async function explain(context: Context, [wanted, field]: string[], options: Options): Promise<Answer> {
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
