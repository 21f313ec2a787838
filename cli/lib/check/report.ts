import { SourcePlace } from 'cdk8s-pinterest';
import { Finding } from './finding';
import { groupBy } from '../group-by';
import { count, visible } from '../output/plain';
import { Style } from '../output/style';

/** All findings for people: the place, then what is wrong and how to mend it. */
export function reportOf(findings: readonly Finding[], style: Style): string {
  const alike = groupBy(
    findings, ({ severity, message, place, clusters }) => JSON.stringify([severity, message, place, clusters]),
  );
  return [...alike.values()].map(each => entryOf(each, style)).join('\n');
}

/** The same may be said of several workloads that are made at one place. */
function entryOf(alike: readonly Finding[], style: Style): string {
  const [{ severity, message, place }] = alike;
  const mark = { problem: style.red, warning: style.yellow, note: style.dim }[severity](severity);
  const paths = new Set(alike.flatMap(({ path, sharedPath = path }) => (
    sharedPath === undefined ? [] : visible(sharedPath || 'app')
  )));
  const where = [
    place && style.bold(placeInWords(place)), paths.size > 0 && `[${[...paths].join(', ')}]`, clustersInWords(alike[0]),
  ].filter(Boolean);
  return `${[mark, ...where].join(' ')}\n${style.wrap(visible(message), '  ')}`;
}

/** `on staging, prod-east`, where it is so on several. */
export function clustersInWords({ clusters }: Finding): string | undefined {
  return clusters && `on ${clusters.map(visible).join(', ')}`;
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
