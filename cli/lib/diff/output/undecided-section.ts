import { Section } from './line';
import { several } from './words';
import { TEAM_LABEL } from '../../cluster/labels';
import { groupBy } from '../../group-by';
import { deliveryOf } from '../live/deliveries';
import { LiveObject } from '../live/live-object';

/** Of more namespaces than these, nobody reads. */
const MOST = 10;

/** What the app may have had on the cluster. */
export function undecidedSection(undecided: readonly LiveObject[]): Section {
  const groups = undecidedGroups(undecided);
  return {
    title: 'Of this app before, or of another one of the same team',
    lines: undecided.length === 0 ? [] : [
      ...groups.map(text => ({ indent: 1, text: `? ${text}` })),
      {
        indent: 3, tone: 'aside',
        text: '--revision REVISION tells which of them are gone: those that the app had at that revision',
      },
    ],
  };
}

/** By where they are, and what has delivered them: `pins: Deployment api, Service api, of the Application pins`. */
export function undecidedGroups(undecided: readonly LiveObject[]): string[] {
  const groups = groupBy(undecided, each => {
    const { namespace, labels } = each.metadata;
    const [team, delivery] = [labels?.[TEAM_LABEL], deliveryOf(each)];
    const of = [...team === undefined ? [] : [`the team ${team}`], ...delivery === undefined ? [] : [delivery.text]];
    return JSON.stringify([namespace ?? 'in no namespace', of.join(', ')]);
  });
  const texts = [...groups].map(([key, objects]) => {
    const [where, of] = JSON.parse(key) as [string, string];
    const names = several(objects.map(({ kind, metadata: { name } }) => `${kind} ${name}`), 3);
    return `${where}: ${names}${of === '' ? '' : `, of ${of}`}`;
  });
  const more = texts.length - MOST;
  return more > 1 ? [...texts.slice(0, MOST), `and ${more} more namespaces or Applications, which --output json has`] : texts;
}
