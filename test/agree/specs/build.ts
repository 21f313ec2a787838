import { PinterestChart, PinterestWorkload } from 'cdk8s-pinterest';
import { Dice } from '../dice';

/** Makes a workload with random properties. */
export type Build = (chart: PinterestChart, id: string, dice: Dice) => PinterestWorkload;
