import { Dice, Temper } from './dice';
import { mutate } from './mutations';
import { Synthesized, synthesize } from './synth';

/** A document that is asked about, and where it is from. */
export interface Question {
  readonly document: any;
  readonly from: Synthesized;
  /** What was done to it, if it was changed. */
  readonly mutation?: string;
}

/** So many documents: of random specs, each also changed a few times, the largest most often. */
export function questions(count: number, dice: Dice, version: string): Question[] {
  const asked: Question[] = [];
  while (asked.length < count) {
    const from = synthesize(
      dice.fork(dice.pick([Temper.VALID, Temper.NEARLY_VALID, Temper.NEARLY_VALID, Temper.NASTY])), version,
    );
    for (const document of from.documents) {
      asked.push({ document, from });
      for (let n = dice.whole(0, document.spec?.template || document.spec?.jobTemplate ? 6 : 1); n > 0; n--) {
        const { document: changed, mutation, field } = mutate(dice, document);
        asked.push({ document: changed, from, mutation: `${mutation} at ${field}` });
      }
    }
    if (from.documents.length === 0) asked.push({ document: undefined, from });
  }
  return asked;
}
