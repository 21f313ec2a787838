import { IConstruct } from 'constructs';
import { todayOf } from './today';
import { Attachment } from '../tree/attachment';
import { dayProblems, isDay } from '../validation/day';
import { Findings } from '../validation/findings';

/** The expiry of a scope and of everything below it. */
export const EXPIRY = new Attachment<string>('Expiry');

/** Problems with an expiry. A day in the past is only a warning, so that the rest of the app can still be built. */
export function expiryFindings(scope: IConstruct, expires: string | undefined): Findings {
  if (expires === undefined) return { problems: [], warnings: [] };
  const problems = dayProblems('expires', expires);
  const today = todayOf(scope);
  if (today === undefined || !isDay(expires) || today <= expires) return { problems, warnings: [] };
  return {
    problems,
    warnings: [{
      field: 'expires',
      value: expires,
      rule: `has passed (today is ${today}), and a garbage collector may remove it`,
      fix: 'Remove it from the app too, or write a later day.',
    }],
  };
}
