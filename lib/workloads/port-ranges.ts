import { OpenPort } from './open-ports';
import { PodPlan } from '../pod/pod-plan';
import { Problem } from '../validation/problem';

interface Taken {
  readonly first: number;
  readonly last: number;
  readonly transport: string;
  /** Whose it is, in words. */
  readonly what: string;
}

/**
 * A range opens each of its ports to whom it is for: another port in it, such as that of a proxy or one for the kubelet alone,
 * would be open to them, too.
 */
export function rangeClashes(ports: OpenPort[], plan: PodPlan): Problem[] {
  const ranges = ports.filter(({ port }) => port.lastNumber !== undefined);
  if (ranges.length === 0) return [];
  const taken: Taken[] = [
    ...ports.filter(({ field }) => !field.startsWith('pod.')).map(takenBy),
    ...ranges.filter(({ field }) => field.startsWith('pod.')).map(takenBy),
    ...plan._read().containers.flatMap(({ name, container: { spec } }) => (spec.ports ?? []).map(port => ({
      first: port.containerPort,
      last: port.containerPort,
      transport: port.protocol ?? 'TCP',
      what: `a port of the container "${name}"`,
    }))),
  ];
  return ranges.flatMap(range => {
    const { port: { number, lastNumber, transport }, field } = range;
    const own = takenBy(range).what;
    // That two begin at one number is told as such.
    return taken.filter(({ what, first, last, transport: other }) => (
      what !== own && other === transport && first !== number && first <= lastNumber! && last >= number
    )).map(({ first, what }) => ({
      field: `${field}.lastNumber`,
      value: lastNumber,
      rule: `takes in ${first}, which is ${what}, and would open it to whom the range is for`,
      fix: 'Let the range end before it, or begin after it.',
    }));
  });
}

function takenBy({ port: { name, number, lastNumber = number, transport } }: OpenPort): Taken {
  return { first: number, last: lastNumber, transport, what: `the port "${name}"` };
}
