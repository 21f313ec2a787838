import { Pods } from './selectable-pods';

/*
 * A container may listen at ports that it does not list: a number that no container has is wrong only if there is more to say so.
 */

/**
 * Whether a number is hardly a port of these pods, though others are.
 *
 * @param numbers all that their Service or policy names
 */
export function isHardlyAPort(number: number, pods: Pods[], numbers: number[]): boolean {
  if (!pods.every(({ sayPorts }) => sayPorts)) return false;
  const listed = new Set(pods.flatMap(({ ports }) => ports.map(port => port.number)));
  if (!numbers.some(each => listed.has(each))) return true;
  return [...listed].some(each => typeof each === 'number' && !numbers.includes(each) && isSlip(`${number}`, `${each}`));
}

/** One digit is another one, or two neighbours are swapped. */
function isSlip(one: string, other: string): boolean {
  if (one.length !== other.length) return false;
  const different = [...one].flatMap((digit, n) => digit === other[n] ? [] : [n]);
  const [first, second] = different;
  return different.length === 1
    || (different.length === 2 && second === first + 1 && one[first] === other[second] && one[second] === other[first]);
}
