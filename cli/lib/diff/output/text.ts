import { sectionText } from './line';
import { sectionsOf } from './sections';
import { summaryOf } from './summary';
import { visible } from '../../cluster/visible';
import { Style } from '../../output/style';
import { Comparison } from '../comparison';

/** The whole comparison, for a terminal or a file. */
export function comparisonText(comparison: Comparison, style: Style): string {
  return [
    `Against ${visible(comparison.base)}: ${summaryOf(comparison)}.`,
    ...comparison.notes.map(note => style.yellow(`Note: ${visible(note)}`)),
    ...sectionsOf(comparison).map(section => `\n${sectionText(section, style)}`),
  ].join('\n');
}
