import { SourcePlace } from 'cdk8s-pinterest';
import { Finding } from './finding';
import { groupBy } from '../group-by';
import { count, visible } from '../output/plain';
import { Style } from '../output/style';

/** All findings for people: the place, then what is wrong and how to mend it. */
export function reportOf(findings: readonly Finding[], style: Style): string {
  const alike = groupBy(findings, ({ severity, message, place }) => JSON.stringify([severity, message, place]));
  return [...alike.values()].map(each => entryOf(each, style)).join('\n');
}

/** The same is said of a workload on each of its clusters. */
function entryOf(alike: readonly Finding[], style: Style): string {
  const [{ severity, message, place }] = alike;
  const mark = { problem: style.red, warning: style.yellow, note: style.dim }[severity](severity);
  const paths = alike.flatMap(({ path }) => (path === undefined ? [] : visible(path || 'app')));
  const where = [place && style.bold(placeInWords(place)), paths.length > 0 && `[${paths.join(', ')}]`].filter(Boolean);
  return `${[mark, ...where].join(' ')}\n${style.wrap(visible(message), '  ')}`;
}

/** `main.ts:7:1`, which editors and terminals open. */
export function placeInWords({ file, line, column }: SourcePlace): string {
  return `${visible(file)}:${line}:${column}`;
}

/** `2 problems, 1 warning`. */
export function countsOf(findings: readonly Finding[]): string {
  const of = (wanted: Finding['severity']) => findings.filter(({ severity }) => severity === wanted).length;
  return `${count(of('problem'), 'problem')}, ${count(of('warning'), 'warning')}`;
}
