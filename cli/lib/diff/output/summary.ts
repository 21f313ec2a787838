import { count } from '../../output/plain';
import { Comparison } from '../comparison';
import { Effect } from '../effects/effect';
import { WorkloadChangeType } from '../workloads/workload-change';

/** What differs, in one sentence. */
export function summaryOf({ workloads, objects, restarts, refusals, drift, undecided, isWhole }: Comparison): string {
  if (objects.length === 0) {
    const but = [
      ...(drift.length === 0 ? [] : [`${count(drift.length, 'field')} added by hand`]),
      ...(undecided.length === 0 ? [] : [`${count(undecided.length, 'object')} that the app may have had`]),
    ];
    return [isWhole ? 'no difference' : 'no difference in what could be read', ...but].join(', but ');
  }
  const ofType = Object.values(WorkloadChangeType).flatMap(type => {
    const number = workloads.filter(({ change }) => change.type === type).length;
    return number === 0 ? [] : [{ number, type }];
  });
  const [first, ...others] = ofType.map(({ number, type }, n) =>
    n === 0 ? `${count(number, 'workload')} ${type}` : `${number} ${type}`,
  );
  const [restarting, starting, ending] = [Effect.RESTART, Effect.START, Effect.END].map(wanted =>
    restarts.filter(({ effect }) => effect === wanted).length,
  );
  const parts = [
    ...(first === undefined ? [] : [first, ...others]),
    `${count(objects.length, 'object')} in all`,
    restarting === 0 ? 'no pod restarts' : `pods of ${restarting} restart`,
    ...(starting === 0 ? [] : [`pods of ${starting} start`]),
    ...(ending === 0 ? [] : [`pods of ${ending} end`]),
    ...(refusals.length === 0 ? [] : [`${count(refusals.length, 'change')} would be refused`]),
  ];
  return parts.join(', ');
}
