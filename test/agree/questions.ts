import { CORNERS } from './corners';
import { Dice, Temper } from './dice';
import { mutate } from './mutations';
import { Synthesized, synthesize } from './synth';

/** A document that is asked about, and where it is from; no document if a synth gives none. */
export interface Question {
  readonly document: any;
  /** The synth that wrote it; none if it was written by hand. */
  readonly from?: Synthesized;
  /** What was done to it, if it was changed, or what is special. */
  readonly mutation?: string;
}

/** The corners, and so many documents: of random specs, each also changed a few times, the largest most often. */
export function questions(count: number, dice: Dice, version: string): Question[] {
  const asked: Question[] = Object.entries(CORNERS).map(([mutation, document]) => ({ document, mutation }));
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
