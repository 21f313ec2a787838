import { Finding, findingsOf } from './finding';
import { junitOf } from './junit';
import { countsOf, reportOf } from './report';
import { sarifOf } from './sarif';
import { unaskedOf } from './verdict';
import { projectAt } from '../app/project';
import { workloadsOf } from '../app/records';
import { Run, runApp } from '../app/run-app';
import { Answer, Context, Options } from '../command';
import { Outcome } from '../outcome';
import { count } from '../output/plain';
import { withProgress } from '../output/progress';
import { writeReport } from '../output/report-file';
import { Style } from '../output/style';
import { version } from '../version';

/** What `pinterest check` does. */
export async function check(context: Context, _: string[], options: Options): Promise<Answer> {
  const { directory, env, signal } = context;
  const run = await withProgress(context, 'Synthesizing', () => runApp(projectAt(directory), { env, signal }));
  const findings = [
    ...findingsOf(run.records, directory),
    ...unaskedOf(run.records, options.requireVerdict === true),
  ];
  writeReport(directory, options.sarif, () => `${JSON.stringify(sarifOf(findings, version(), directory), undefined, 2)}\n`);
  writeReport(directory, options.junit, () => junitOf(workloadsOf(run.records), findings, run.seconds));
  const counts = ({ severity }: Finding) => severity === 'problem' || (severity === 'warning' && options.strict === true);
  return {
    outcome: findings.some(counts) ? Outcome.FOUND : Outcome.FINE,
    data: { findings, workloads: workloadsOf(run.records).length, seconds: run.seconds },
    text: style => textOf(run, findings, style),
  };
}

function textOf(run: Run, findings: readonly Finding[], style: Style): string {
  const workloads = count(workloadsOf(run.records).length, 'workload');
  const fine = findings.every(({ severity }) => severity === 'note');
  const summary = `${workloads}: ${fine ? style.green('no problems') : countsOf(findings)}`;
  return [...(findings.length > 0 ? [reportOf(findings, style), ''] : []), summary].join('\n');
}
