import { textProblems } from './judge';
import { Problem } from './problem';
import { TextKind } from './text-kind';

export const DAY: TextKind = { rule: 'must be a day in the form YYYY-MM-DD', example: '2026-12-31', holds: isDay };

/** Problems of a day, which must be written as `2026-12-31`. */
export function dayProblems(field: string, day: unknown): Problem[] {
  return textProblems(field, day, DAY);
}

export function isDay(day: unknown): day is string {
  if (typeof day !== 'string') return false;
  const time = Date.parse(`${day}T00:00:00Z`);
  return /^\d{4}-\d{2}-\d{2}$/.test(day) && !Number.isNaN(time) && new Date(time).toISOString().startsWith(day);
}

/** The day that is so many days later. */
export function daysAfter(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}
