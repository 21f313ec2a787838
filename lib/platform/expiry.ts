import { IConstruct } from 'constructs';
import { todayOf } from './today';
import { Attachment } from '../tree/attachment';
import { dayProblems, isDay } from '../validation/day';
import { Findings } from '../validation/findings';

/** The expiry of a scope and of everything below it. */
export const EXPIRY = new Attachment<string>('Expiry');

/** What is wrong with an expiry; that it is over is only warned of, for others may be in the same app. */
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
      rule: `is over on ${today}, and a garbage collector may remove it`,
      fix: 'Remove it here too, or name a later day.',
    }],
  };
}
