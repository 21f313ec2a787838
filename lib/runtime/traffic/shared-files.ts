import { DRAIN_LUA } from './drain-lua';
import { CERTIFICATES_LIST, RENEW_LUA } from './renew-lua';
import { SPIFFE_LUA } from './spiffe-lua';

/** The files of the proxy that are the same for all workloads: a chart has them once. */
export const SHARED_FILES = Object.freeze({
  'certificates.list': CERTIFICATES_LIST, 'renew.lua': RENEW_LUA, 'spiffe.lua': SPIFFE_LUA, 'drain.lua': DRAIN_LUA,
});
