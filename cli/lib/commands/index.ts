import { CHECK } from './check';
import { COMPLETION } from './completion';
import { DIFF } from './diff';
import { EXPLAIN } from './explain';
import { INIT } from './init';
import { LOGS } from './logs';
import { STATUS } from './status';
import { SYNTH } from './synth';
import { TREE } from './tree';
import { Command } from '../command';

/** In the order of the help. */
export const COMMANDS: readonly Command[] = [INIT, SYNTH, CHECK, DIFF, EXPLAIN, TREE, STATUS, LOGS, COMPLETION];
