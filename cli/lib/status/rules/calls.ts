import { Rule } from './rule';

/** Calls that the proxies of the pods could not make, or refused. */
export const callFindings: Rule = () => [];
