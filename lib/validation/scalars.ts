import { Duration, Size, SizeRoundingBehavior } from 'cdk8s';
import { Rule } from './judge';
import { sortOf } from './words';

/* Numbers, booleans and amounts. Strings have their kinds, mostly. */

/** The API server has most numbers and times in 32 bits; what does not fit comes back as another number, or not at all. */
export const INT32_MOST = 2_147_483_647;

/** An amount of cdk8s, which throws where it is no whole number of the unit. */
function amountOf(what: string, example: string, unit: string, most: number, count: (amount: any) => number): Rule {
  const fix = `Write for example ${example}.`;
  return (value, field, problems) => {
    let amount: unknown;
    try {
      amount = count(value);
    } catch {
      amount = undefined;
    }
    if (typeof amount === 'number' && Number.isInteger(amount) && amount >= 0 && amount <= most) return value;
    if (typeof amount !== 'number') {
      problems.push({ field, value, rule: `must be a ${what}`, fix });
    } else {
      const isTooMuch = Number.isFinite(amount) && amount > most;
      const rule = isTooMuch ? `must be at most ${most} ${unit}` : `must be a whole number of ${unit}`;
      problems.push({ field, value: `${amount} ${unit}`, rule, fix });
    }
    return undefined;
  };
}

export const DURATION = amountOf(
  'Duration', 'Duration.seconds(10)', 'seconds', INT32_MOST, (value: Duration) => value.toSeconds({ integral: false }),
);

/** Below 8 EiB, which the API server cuts off. */
export const SIZE = amountOf(
  'Size', 'Size.gibibytes(1)', 'KiB', Number.MAX_SAFE_INTEGER,
  (value: Size) => value.toKibibytes({ rounding: SizeRoundingBehavior.NONE }),
);

/** One that is larger than 0, which a limit of Kubernetes takes for none at all. */
export const SOME_SIZE: Rule = (value, field, problems) => {
  const size = SIZE(value, field, problems) as Size | undefined;
  if (size === undefined || size.toKibibytes({ rounding: SizeRoundingBehavior.NONE }) > 0) return size;
  problems.push({ field, value: '0', rule: 'must be larger than 0', fix: 'Write for example Size.gibibytes(1).' });
  return undefined;
};

/** A value of a type that JSON has; its own rules come later. */
function ofType(type: 'number' | 'boolean' | 'string', what: string, fix: string): Rule {
  return (value, field, problems) => {
    // eslint-disable-next-line valid-typeof
    if (typeof value === type) return value;
    problems.push({ field, value, rule: `must be ${what}, and is ${sortOf(value)}`, fix });
    return undefined;
  };
}

/** A string of any kind, where its kind is judged elsewhere. */
export const ANY_STRING = ofType('string', 'a string', 'Write it in quotes.');

/** A number of any size. */
export const ANY_NUMBER = ofType('number', 'a number', 'Write the number without quotes.');

/** A number that fits into the fields of the API server; its own rules come later. */
export const NUMBER: Rule = (value, field, problems) => {
  const number = ANY_NUMBER(value, field, problems) as number | undefined;
  if (number === undefined || !Number.isFinite(number) || Math.abs(number) <= INT32_MOST) return number;
  problems.push({ field, value, rule: `must be between -${INT32_MOST} and ${INT32_MOST}`, fix: 'Write a smaller number.' });
  return undefined;
};

/** A whole number from 0 on, such as the id of a user. */
export const COUNT: Rule = (value, field, problems) => {
  const number = NUMBER(value, field, problems) as number | undefined;
  if (number === undefined || (Number.isInteger(number) && number >= 0)) return number;
  problems.push({ field, value, rule: 'must be a whole number of at least 0', fix: 'Write 0 or more.' });
  return undefined;
};

export const BOOLEAN = ofType('boolean', 'true or false', 'Write true or false without quotes.');

/** The permissions of a file, such as 0o440. */
export const MODE: Rule = (value, field, problems) => {
  const mode = NUMBER(value, field, problems) as number | undefined;
  if (mode === undefined || (Number.isInteger(mode) && mode >= 0 && mode <= 0o777)) return mode;
  problems.push({ field, value, rule: 'must be the permissions of a file, 0 to 0o777', fix: 'Write for example 0o440.' });
  return undefined;
};
