import { Cron } from 'cdk8s';
import { must, Problem } from '../../validation/problem';

interface Field {
  readonly name: string;
  readonly least: number;
  readonly most: number;
  /** Names for the numbers, from the least one on. */
  readonly names?: string[];
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const DAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

/** The fields of a schedule as the CronJob controller reads them. Sunday is 0, not 7. */
const FIELDS: Field[] = [
  { name: 'minute', least: 0, most: 59 },
  { name: 'hour', least: 0, most: 23 },
  { name: 'day', least: 1, most: 31 },
  { name: 'month', least: 1, most: 12, names: MONTHS },
  { name: 'weekDay', least: 0, most: 6, names: DAYS },
];

export function scheduleProblems({ expressionString }: Cron): Problem[] {
  const texts = expressionString.split(' ');
  if (texts.length !== FIELDS.length) {
    return [{
      field: 'schedule',
      value: expressionString,
      rule: 'must have five fields, separated by single spaces',
      fix: 'Write for example Cron.schedule({ minute: \'0\', hour: \'3\' }).',
    }];
  }
  return FIELDS.flatMap((field, n) => must(texts[n].split(',').every(part => valid(part, field)), () => ({
    field: `schedule.${field.name}`,
    value: texts[n],
    rule: `must be "*" or numbers from ${field.least} to ${field.most}${namesOf(field)}, with "-", "," and "/"`,
    fix: 'Write for example "0", "*/5", "1-5" or "1,15".',
  })));
}

function namesOf({ names }: Field): string {
  return names ? ` or names from ${names[0]} to ${names.at(-1)}` : '';
}

function valid(part: string, { least, most, names }: Field): boolean {
  const [range, step, ...more] = part.split('/');
  if (more.length > 0 || (step !== undefined && !/^[1-9]\d*$/.test(step))) return false;
  if (range === '*' || range === '?') return true;
  const bounds = range.split('-').map(text => /^\d+$/.test(text) ? Number(text) : numberOf(text, least, names));
  return bounds.length <= 2 && bounds.every(bound => bound >= least && bound <= most) && bounds[0] <= bounds[bounds.length - 1];
}

function numberOf(word: string, least: number, names: string[] = []): number {
  const index = names.indexOf(word.toLowerCase());
  return index < 0 ? NaN : least + index;
}
