import { PinterestChart } from 'cdk8s-pinterest';
import { Dice } from '../dice';
import { BATCH } from './batch';
import { Build } from './build';
import { containerOf, nameOf, volumeOf } from './pod';
import { SERVED } from './served';

/** A workload of each kind, with random properties. */
export const KINDS: Record<string, Build> = { ...SERVED, ...BATCH };

/** A workload of a kind, and sometimes more in its pod. */
export function addWorkload(kind: string, chart: PinterestChart, dice: Dice): void {
  const workload = KINDS[kind](chart, dice.text('api', 'boards', 'x'.repeat(40), 'a'), dice);
  if (dice.chance(0.2)) {
    const volume = volumeOf(dice);
    workload.pod.addVolume(volume);
    workload.pod.mount({ volume: volume.name, path: dice.text('/mnt/a', '/mnt/b'), readOnly: dice.value(true, false) });
  }
  if (dice.chance(0.15)) workload.pod.addSidecar(nameOf(dice), { container: { ...containerOf(dice, false), command: ['run'] } });
  if (dice.chance(0.15)) workload.pod.addInitContainer(nameOf(dice), { container: containerOf(dice, false) });
}
