import { Duration, Size, SizeRoundingBehavior } from 'cdk8s';
import { Rule } from './judge';
import { sortOf } from './words';

/* Numbers, booleans and amounts. Strings have their kinds. */

/** An amount of cdk8s, which throws where it is no whole number of the unit. */
function amountOf(what: string, example: string, unit: string, count: (amount: any) => number): Rule {
  const fix = `Write for example ${example}.`;
  return (value, field, problems) => {
    let amount: unknown;
    try {
      amount = count(value);
    } catch {
      amount = undefined;
    }
    if (typeof amount === 'number' && Number.isSafeInteger(amount) && amount >= 0) return value;
    problems.push(typeof amount === 'number'
      ? { field, value: `${amount} ${unit}`, rule: `must be a whole number of ${unit}`, fix }
      : { field, value, rule: `must be a ${what}`, fix });
    return undefined;
  };
}

export const DURATION = amountOf(
  'Duration', 'Duration.seconds(10)', 'seconds', (value: Duration) => value.toSeconds({ integral: false }),
);

export const SIZE = amountOf(
  'Size', 'Size.gibibytes(1)', 'KiB', (value: Size) => value.toKibibytes({ rounding: SizeRoundingBehavior.NONE }),
);

/** A value of a type that JSON has; its own rules come later. */
function ofType(type: 'number' | 'boolean', what: string, fix: string): Rule {
  return (value, field, problems) => {
    // eslint-disable-next-line valid-typeof
    if (typeof value === type) return value;
    problems.push({ field, value, rule: `must be ${what}, and is ${sortOf(value)}`, fix });
    return undefined;
  };
}

export const NUMBER = ofType('number', 'a number', 'Write the number without quotes.');

export const BOOLEAN = ofType('boolean', 'true or false', 'Write true or false without quotes.');
