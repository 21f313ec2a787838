import { objectName } from './effect-sections';
import { fieldLines } from './field-lines';
import { Section } from './line';
import { groupBy } from '../../group-by';
import { ObjectDrift } from '../comparison';

/** What others have changed on the cluster, and who, when. */
export function driftSection(drift: readonly ObjectDrift[]): Section {
  return {
    title: 'Changed on the cluster by others',
    lines: [...groupBy(drift, ({ object }) => object)].flatMap(([object, fields]) => [
      { indent: 1, text: `! ${objectName(object)}`, tone: 'changed' as const },
      ...fields.flatMap(({ field, by: { manager, time }, isTakenBack }) => {
        const who = time === undefined ? `by ${manager}` : `by ${manager} at ${time}`;
        // The arrow of a change would say that it goes.
        const shown = isTakenBack ? field : { ...field, before: undefined, after: field.before };
        return fieldLines(
          shown,
          3,
          isTakenBack ? `${who}; applying the app takes it back` : `${who}; applying the app leaves it`,
        );
      }),
    ]),
  };
}
