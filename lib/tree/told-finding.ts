import { relative } from 'node:path';
import { IConstruct } from 'constructs';
import { SourcePlace } from './source-place';
import { Finding, lineOf } from '../validation/finding';
import { visible } from '../validation/words';

/** A finding in the words of the language in which its author writes, and where they wrote what it is about. */
export interface ToldFinding extends Finding {
  readonly place?: SourcePlace;
}

/** Whether it is told, and how: undefined if what a frontend has said itself is the cause, and mends it. */
type Teller = (finding: Finding) => ToldFinding | undefined;

/** A frontend says at its app, by the metadata of this type, how findings are told: a function. */
const METADATA = 'cdk8s-pinterest:teller';

/** Findings as the author of the app is to read them: those of a program are told as they are. */
export function told(app: IConstruct, findings: readonly Finding[]): ToldFinding[] {
  const tell: unknown = app.node.metadata.filter(({ type }) => type === METADATA).at(-1)?.data;
  return typeof tell === 'function' ? findings.flatMap(finding => toldBy(tell as Teller, finding) ?? []) : [...findings];
}

/** Whoever cannot tell it must not hide it. */
function toldBy(tell: Teller, finding: Finding): ToldFinding | undefined {
  try {
    const said = tell(finding);
    return said === undefined || typeof said?.message === 'string' ? said : finding;
  } catch {
    return finding;
  }
}

/** A line for a person: `shop.yaml:3:5: [chart/api] message`. */
export function toldLine({ place, ...finding }: ToldFinding): string {
  return place ? `${visible(relative('', place.file))}:${place.line}:${place.column}: ${lineOf(finding)}` : lineOf(finding);
}
