import { Channel } from '../requirements/channel';
import { dayProblems, daysAfter, isDay } from '../validation/day';
import { Findings } from '../validation/findings';

/** Checks a pin against the day of the build. */
export function pinFindings({ name, pinnedUntil: until }: Channel, today: string | undefined, graceDays: number): Findings {
  const nothing = { problems: [], warnings: [] };
  if (until === undefined) return nothing;
  if (!isDay(until)) return { ...nothing, problems: dayProblems('channel.until', until) };
  if (today === undefined) {
    return {
      ...nothing,
      problems: [{
        field: 'channel.until',
        value: until,
        rule: 'cannot be checked without the day of the build',
        fix: 'Set today on the Platform to the day of the commit, such as "2026-11-24".',
      }],
    };
  }
  if (!isDay(today) || today <= until) return nothing;
  const end = daysAfter(until, graceDays);
  const expired = { field: 'channel', value: name, fix: 'Remove the pin, or agree on another day with the infrastructure team.' };
  return today <= end
    ? { ...nothing, warnings: [{ ...expired, rule: `ended on ${until}, and after ${end} the synth fails` }] }
    : { ...nothing, problems: [{ ...expired, rule: `ended on ${until}, and the ${graceDays} days of grace are over` }] };
}
