import { IConstruct } from 'constructs';
import { Attachment } from '../tree/attachment';
import { DOMAIN } from '../labels/domain';
import { todayOf } from './today';
import { dayProblems, isDay } from '../validation/day';
import { report } from '../validation/problem';
import { warn } from '../validation/warning';

/** The last day of something that is temporary: a garbage collector may remove it on any later one. */
const EXPIRES_LABEL = `${DOMAIN}/expires`;

/** The expiry of a scope and of everything below it. */
export const EXPIRY = new Attachment<string>('Expiry');

export function expiryLabels(expires: string | undefined): Record<string, string> {
  return expires === undefined ? {} : { [EXPIRES_LABEL]: expires };
}

/** For pod templates: another day must restart no pod and run no job again. */
export function withoutExpiry({ [EXPIRES_LABEL]: _, ...labels }: Record<string, string>): Record<string, string> {
  return labels;
}

/** What is wrong with an expiry is reported; that it is over is only warned of, for others may be in the same app. */
export function checkExpiry(scope: IConstruct, expires: string | undefined): void {
  if (expires === undefined) return;
  report(scope, ...dayProblems('expires', expires));
  const today = todayOf(scope);
  if (today === undefined || !isDay(expires) || today <= expires) return;
  warn(scope, { field: 'expires', value: expires, rule: `is over on ${today}, and a garbage collector may remove it`, fix: 'Remove it here too, or name a later day.' });
}
