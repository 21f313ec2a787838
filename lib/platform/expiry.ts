import { IConstruct } from 'constructs';
import { todayOf } from './today';
import { Attachment } from '../tree/attachment';
import { isDay } from '../validation/day';
import { Problem } from '../validation/problem';

/** The expiry of a scope and of everything below it. */
export const EXPIRY = new Attachment<string>('Expiry');

/** A day in the past is only a warning, so that the rest of the app can still be built. */
export function expiryWarnings(scope: IConstruct, expires: string | undefined): Problem[] {
  if (expires === undefined) return [];
  const today = todayOf(scope);
  if (today === undefined || !isDay(expires) || today <= expires) return [];
  return [{
    field: 'expires',
    value: expires,
    rule: `has passed (today is ${today}), and a garbage collector may remove it`,
    fix: 'Remove it from the app too, or write a later day.',
  }];
}
