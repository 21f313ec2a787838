import { Channel } from '../requirements/channel';
import { dayProblems, daysAfter, isDay } from '../validation/day';
import { Problem } from '../validation/problem';

/** What is wrong with a pin today, and what soon will be. */
export interface PinFindings {
  readonly problems: Problem[];
  readonly warnings: Problem[];
}

/** Judges a pin by the day that the build gives. */
export function pinFindings({ name, pinnedUntil: until }: Channel, today: string | undefined, graceDays: number): PinFindings {
  const nothing = { problems: [], warnings: [] };
  if (until === undefined) return nothing;
  if (!isDay(until)) return { ...nothing, problems: dayProblems('channel.until', until) };
  if (today === undefined) {
    return {
      ...nothing,
      problems: [{
        field: 'channel.until',
        value: until,
        rule: 'cannot be judged, for nobody says what day it is',
        fix: 'Give the Platform today, such as the day of the commit: "2026-11-24".',
      }],
    };
  }
  if (!isDay(today) || today <= until) return nothing;
  const end = daysAfter(until, graceDays);
  const late = { field: 'channel', value: name, fix: 'Remove the pin, or agree on another day with the infrastructure team.' };
  return today <= end
    ? { ...nothing, warnings: [{ ...late, rule: `ended on ${until}; after ${end} this fails` }] }
    : { ...nothing, problems: [{ ...late, rule: `ended on ${until}, and the ${graceDays} days of grace are over` }] };
}
