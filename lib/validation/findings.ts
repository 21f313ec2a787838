import { Construct } from 'constructs';
import { Problem, report } from './problem';
import { warn } from './warning';

/** What is wrong today, and what will be wrong later. */
export interface Findings {
  readonly problems: Problem[];
  readonly warnings: Problem[];
}

/** Records both. */
export function reportFindings(scope: Construct, ...findings: Findings[]): void {
  for (const { problems, warnings } of findings) {
    report(scope, ...problems);
    warn(scope, ...warnings);
  }
}
