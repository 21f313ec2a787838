import { Finding, lineOf } from '../validation/finding';
import { describe, Problem } from '../validation/problem';

export function findingAt(path: string | undefined, field: string, value: string, rule: string, fix: string): Finding {
  return findingOf(path, { field, value, rule, fix });
}

export function findingOf(path: string | undefined, problem: Problem): Finding {
  return { path, message: describe(problem), problem };
}

/** @throws if there are findings, with all of them */
export function refuse(findings: Finding[]): void {
  if (findings.length > 0) {
    throw new Error(`Validation failed with the following errors:\n  ${findings.map(lineOf).join('\n  ')}`);
  }
}
