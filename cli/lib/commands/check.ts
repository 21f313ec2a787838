import { Option } from 'commander';
import { projectAt } from '../app/project';
import { workloadsOf } from '../app/records';
import { Run, runApp } from '../app/run-app';
import { Finding, findingsOf } from '../check/finding';
import { junitOf } from '../check/junit';
import { countsOf, reportOf } from '../check/report';
import { sarifOf } from '../check/sarif';
import { unaskedOf } from '../check/verdict';
import { Answer, Command, Context, Options } from '../command';
import { Outcome } from '../outcome';
import { count } from '../output/plain';
import { withProgress } from '../output/progress';
import { writeReport } from '../output/report-file';
import { Style } from '../output/style';
import { version } from '../version';

export const CHECK: Command = {
  name: 'check',
  summary: 'tell every problem of the app, and write nothing',
  details: 'Synthesizes the app, and asks the Kubernetes versions of its clusters, where their packages are installed.',
  options: [
    new Option('--sarif <file>', 'also write the findings for code reviews, as SARIF 2.1.0'),
    new Option('--junit <file>', 'also write the findings for CI, as JUnit XML'),
    new Option('--require-verdict', 'it is a problem if the package of a cluster\'s Kubernetes version is not installed'),
    new Option('--strict', 'warnings count as found, too'),
  ],
  examples: [
    ['pinterest check', 'tells all problems and warnings, with file and line'],
    ['pinterest check --sarif check.sarif --require-verdict', 'in CI: for the review of a pull request'],
  ],
  run: check,
};

async function check(context: Context, _: string[], options: Options): Promise<Answer> {
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
