import { Pods } from './selectable-pods';
import { Origin, OriginType } from '../tree/origin';

/** Whether pods are those of a kind of this library: they list every port at which they may be reached. */
export function isOfLibrary({ source }: Pods): boolean {
  return Origin.of(source.construct).type === OriginType.KIND;
}
