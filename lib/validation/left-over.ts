/** What a program writes where a value is missing: `${undefined}`, `f"{None}"`, a number that is none, an object as text. */
const LEFT_OVER = /(?:^|[/.:@=,\s])(?:undefined|NaN)(?=$|[/.:@=,\s])|[-_](?:undefined|NaN)$|\[object [A-Z]\w*\]|(?:^|[:@])(?:null|None)$/;

const LEFT_OVER_ALONE = /^(?:undefined|NaN|null|None|\[object [A-Z]\w*\])$/;

/**
 * Whether a text shows that a value was missing.
 *
 * @param prose whether it is for people, who may well write of something "undefined"
 */
export function isLeftOver(text: string, prose = false): boolean {
  return (prose ? LEFT_OVER_ALONE : LEFT_OVER).test(text);
}
