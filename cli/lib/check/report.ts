import { SourcePlace } from 'cdk8s-pinterest';
import { Finding } from './finding';
import { count, visible } from '../output/plain';
import { Style } from '../output/style';

/** All findings for people: the place, then what is wrong and how to mend it. */
export function reportOf(findings: readonly Finding[], style: Style): string {
  return findings.map(finding => entryOf(finding, style)).join('\n');
}

function entryOf(finding: Finding, style: Style): string {
  const { severity, path, message, place } = finding;
  const mark = { problem: style.red, warning: style.yellow, note: style.dim }[severity](severity);
  const where = [place && style.bold(placeInWords(place)), path !== undefined && `[${visible(path || 'app')}]`].filter(Boolean);
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
