import { Construct, IConstruct } from 'constructs';
import { Rule } from '../validation/judge';
import { required } from '../validation/required';

/** The construct that something is asked of or built in, without which there is nothing to go on with. */
export function scopeOf<T extends IConstruct>(given: T, called: string, field = 'scope'): T {
  // It is asked for each object of a fleet.
  return isConstruct(given) ? given : required(called, field, given, CONSTRUCT);
}

/** Whether it is a construct; a proxy may throw where it is looked at. */
export function isConstruct(value: unknown): value is IConstruct {
  try {
    return Construct.isConstruct(value);
  } catch {
    return false;
  }
}

const CONSTRUCT: Rule = (value, field, problems) => (
  problems.push({ field, value, rule: 'must be a construct', fix: 'Write for example the chart, or this within it.' })
);
