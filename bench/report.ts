import * as os from 'node:os';
import { Result } from './result';
import { megabytes, seconds, table, whole } from './table';
import { growth, targets } from './targets';

export function report(results: Result[], limit: number, load: number): string {
  const again = results.filter(result => result.again);
  return [
    `Node ${process.version}, ${os.cpus().length} × ${os.cpus()[0].model.trim()}; `
      + 'the library is compiled JavaScript, run by plain node.',
    ...(load > os.cpus().length
      ? [`The machine had a load of ${load.toFixed(1)} before: seconds are more than on an idle one, for all alike.`]
      : []),
    '',
    table(
      ['', 'workloads', 'CPU s', 'wall s', 'peak MB', 'files', 'objects', 'MB written', 'grows'],
      results.map(result => row(result, results, limit)),
    ),
    '',
    ...notes(results, limit),
    ...(again.length > 0 ? [
      'Once more into the same folder, nothing changed:',
      '',
      table(['', 'workloads', 'CPU s', 'wall s', 'peak MB', 'files rewritten'], again.map(againRow)),
      '',
    ] : []),
    ...targets(results),
  ].join('\n');
}

function row(result: Result, results: Result[], limit: number): string[] {
  const { contender: { title }, workloads, first, overLimit } = result;
  if (!first) return [title, whole(workloads), overLimit ? `> ${limit}` : '–', '–', '–', '–', '–', '–', ''];
  const { cpuSeconds, wallSeconds, peakBytes, files, objects, bytes } = first;
  const exponent = workloads === 10000 ? growth(results, result.contender.name) : undefined;
  return [
    title, ...[workloads].map(whole), seconds(cpuSeconds), seconds(wallSeconds),
    megabytes(peakBytes), whole(files), whole(objects), megabytes(bytes), exponent?.toFixed(2) ?? '',
  ];
}

function againRow({ contender, workloads, again }: Result): string[] {
  const { cpuSeconds, wallSeconds, peakBytes, files, rewritten } = again!;
  return [
    contender.title, whole(workloads), seconds(cpuSeconds), seconds(wallSeconds),
    megabytes(peakBytes), `${whole(rewritten)} of ${whole(files)}`,
  ];
}

function notes(results: Result[], limit: number): string[] {
  const skipped = results.some(({ first, overLimit }) => !first && !overLimit);
  const ended = results.some(({ overLimit }) => overLimit);
  return [
    ...(skipped
      ? ['– not run: the App of cdk8s validates and converts all of the app for each chart, '
        + 'so twice the charts take four times as long.']
      : []),
    ...(ended ? [`> ${limit}: ended after so many CPU seconds.`] : []),
    ...(skipped || ended ? [''] : []),
  ];
}
