import { CALLEE_LUA } from './callee-lua';
import { CALLS_LUA } from './calls-lua';
import { OUTLAST_LUA } from './outlast-lua';

/** The files of a proxy that makes calls, which are the same for all workloads: a chart has them once. */
export const CALL_FILES = Object.freeze({ 'callee.lua': CALLEE_LUA, 'calls.lua': CALLS_LUA, 'outlast.lua': OUTLAST_LUA });
