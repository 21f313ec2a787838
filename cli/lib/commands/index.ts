import { CHECK } from './check';
import { COMPLETION } from './completion';
import { INIT } from './init';
import { STATUS } from './status';
import { SYNTH } from './synth';
import { Command } from '../command';

/** In the order of the help. */
export const COMMANDS: readonly Command[] = [INIT, SYNTH, CHECK, STATUS, COMPLETION];
