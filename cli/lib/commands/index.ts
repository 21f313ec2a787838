import { CHECK } from './check';
import { SYNTH } from './synth';
import { Command } from '../command';

/** In the order of the help. */
export const COMMANDS: readonly Command[] = [SYNTH, CHECK];
