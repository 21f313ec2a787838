import { Line, Section } from './line';
import { several } from './words';
import { workloadName } from './workload-section';
import { groupBy } from '../../group-by';
import { count } from '../../output/plain';
import { RefusedChange } from '../comparison';
import { Callers } from '../effects/callers';
import { Effect } from '../effects/effect';
import { countText } from '../effects/pod-templates';
import { Restart } from '../effects/restarts';
import { PlannedObject } from '../objects/planned-object';

const VERBS = { [Effect.START]: '+', [Effect.END]: '-', [Effect.RESTART]: '~', [Effect.LATER]: '.' } as const;
const TONES = { '+': 'new', '-': 'gone', '~': 'changed', '.': undefined } as const;
const MOST_REASONS = 6;
/** More of them are a change of the platform, and nobody reads them all. Those that are gone and still called come first. */
const MOST_CALLED = 40;

/** `prod-east/pinboard/Deployment api`. */
export function objectName({ cluster, namespace, kind, name }: PlannedObject): string {
  return [...[cluster, namespace].filter(each => each !== undefined), `${kind} ${name}`].join('/');
}

export function refusalSection(refusals: readonly RefusedChange[]): Section {
  const alike = groupBy(refusals, ({ object, field, message, step }) => JSON.stringify([object.kind, field, message, step]));
  return {
    title: 'The API server would refuse',
    lines: [...alike.values()].flatMap(group => [
      { indent: 1, text: `! ${several(group.map(({ object }) => objectName(object)))}`, tone: 'gone' as const },
      { indent: 3, text: `${group[0].field || 'object'}: ${group[0].message}` },
      { indent: 3, text: `next: ${group[0].step}` },
    ]),
  };
}

/** Which pods start, stop and restart, and why. */
export function podSection(restarts: readonly Restart[]): Section {
  const entries = restarts.map(each => ({ each, lines: reasonLines(each) }));
  const alike = groupBy(entries, ({ each: { effect, pods, how, object }, lines }) =>
    JSON.stringify([effect, pods, how, object.kind, lines]),
  );
  return {
    title: 'Pods',
    lines: [...alike.values()].flatMap(group => {
      const [{ each, lines }] = group;
      const sign = VERBS[each.effect];
      const names = several(group.map(({ each: { object } }) => objectName(object)));
      return [{ indent: 1, text: `${sign} ${names}: ${courseText(each, group.length)}`, tone: TONES[sign] }, ...lines];
    }),
  };
}

function courseText({ effect, pods, how }: Restart, objects: number): string {
  const number = `${pods === undefined ? 'a pod on each node' : countText(pods)}${objects > 1 ? ' each' : ''}`;
  const verb = { [Effect.START]: 'new', [Effect.END]: 'gone', [Effect.RESTART]: 'restart', [Effect.LATER]: 'later' }[effect];
  return `${number}, ${verb}: ${how}`;
}

function reasonLines({ why }: Restart): Line[] {
  if (why.length === 0) return [];
  const more = why.length > MOST_REASONS ? ` and ${count(why.length - MOST_REASONS, 'more field')}` : '';
  return [{ indent: 3, text: `for ${why.slice(0, MOST_REASONS).join(', ')}${more}` }];
}

/** Who calls what differs so that callers may notice. */
export function callerSection(callers: readonly Callers[]): Section {
  const urgent = [...callers].sort((one, other) => Number(other.left.length > 0) - Number(one.left.length > 0));
  const alike = groupBy(urgent, each => JSON.stringify([each.why, each.calledBy, each.calls, each.left, shortName(each)]));
  const more = alike.size - MOST_CALLED;
  return {
    title: 'Callers',
    lines: [
      ...[...alike.values()].slice(0, MOST_CALLED).flatMap(group => {
        const [{ calledBy, calls, left, why }] = group;
        const said = [
          ...(calledBy.length > 0 ? [`called by ${several(calledBy)} (${why.join(', ')})`] : []),
          ...(calls.length > 0 ? [`now calls ${several(calls)}`] : []),
        ];
        const lines: Line[] = [
          { indent: 1, text: `${several(group.map(({ workload }) => workloadName(workload)))}: ${said.join('; ')}` },
        ];
        if (left.length > 0) {
          lines.push({ indent: 3, text: `! it is gone, and still called by ${several(left)}`, tone: 'gone' });
        }
        return lines;
      }),
      ...(more > 0 ? [{ indent: 1, text: `... and ${more} more, which --output json has`, tone: 'aside' as const }] : []),
    ],
  };
}

/** The same workload on several clusters is told in one line. */
function shortName({ workload: { record: { namespace, name } } }: Callers): string {
  return `${namespace}/${name}`;
}
