import { SynthesisRecord } from 'cdk8s-pinterest';
import { projectAt } from '../app/project';
import { documentsOf, workloadsOf } from '../app/records';
import { Run, runApp } from '../app/run-app';
import { Finding, findingsOf } from '../check/finding';
import { countsOf, reportOf } from '../check/report';
import { Answer, Context } from '../command';
import { Outcome } from '../outcome';
import { count, visible, visibleLines } from '../output/plain';
import { withProgress } from '../output/progress';
import { Style } from '../output/style';

/** What `pinterest synth` does. */
export async function synth(context: Context): Promise<Answer> {
  const { directory, env, signal } = context;
  const run = await withProgress(context, 'Synthesizing', () => runApp(projectAt(directory), { env, signal, writes: true }));
  const findings = findingsOf(run.records, directory);
  const failed = findings.some(({ severity }) => severity === 'problem');
  return {
    outcome: failed ? Outcome.FOUND : Outcome.FINE,
    data: {
      apps: run.records.map(({ outdir, output, workloads, documents }) => ({
        folder: outdir, workloads: workloads.length, documents: documents.length, output,
      })),
      findings,
      seconds: run.seconds,
    },
    text: style => textOf(run, findings, failed, style),
  };
}

function textOf(run: Run, findings: readonly Finding[], failed: boolean, style: Style): string {
  const said = failed ? '' : programSaid(run);
  return [
    ...(said === '' ? [] : [said]),
    ...(findings.length > 0 ? [reportOf(findings, style), ''] : []),
    ...(failed ? [`${style.red('nothing was written')}: ${countsOf(findings)}`] : [
      ...run.records.map(record => outputOf(record, style)),
      `${count(workloadsOf(run.records).length, 'workload')}, ${count(documentsOf(run.records).length, 'object')}, `
        + `${run.seconds.toFixed(1)} s`,
    ]),
  ].join('\n');
}

function outputOf({ outdir, output }: SynthesisRecord, style: Style): string {
  const { written = 0, removed = 0, unchanged = 0 } = output ?? {};
  const parts = [
    written > 0 && style.green(`${written} written`), removed > 0 && style.red(`${removed} removed`), `${unchanged} unchanged`,
  ];
  return `${visible(outdir)}: ${parts.filter(Boolean).join(', ')}`;
}

/** What a program prints itself, without what the library says of the same synth. */
function programSaid({ printed }: Run): string {
  const own = printed.split('\n').filter(line => !/^warning: |: (unchanged, )?\d+ files?\b|^Kubernetes .* was not asked/.test(line));
  return visibleLines(own.join('\n')).trim();
}
