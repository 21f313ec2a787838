import { Finding } from 'cdk8s-pinterest';
import { Teller } from './teller';
import { byPlace, placeName } from '../documents/fault';
import { visible } from '../documents/visible';

/** What is wrong with an app, in lines for people, in the order in which it is written; what has no place last. */
export function findingLines(findings: readonly Finding[], tell: Teller): string[] {
  const told = findings.flatMap(finding => tell(finding) ?? []);
  const placed = told.flatMap(({ place, ...finding }) => (
    place ? [{ place, line: `${placeName(place)}: ${textOf(finding)}` }] : []
  ));
  const others = told.filter(({ place }) => !place).map(textOf);
  return [...new Set([...placed.sort(byPlace).map(({ line }) => line), ...others])];
}

/** Problems of one document on several clusters differ in the path alone; it says on which. */
function textOf({ path, message }: Finding): string {
  return path ? `[${visible(path)}] ${message}` : message;
}
