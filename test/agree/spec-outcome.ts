import { ruleOf } from './compare';
import { LIBRARY_REFUSES } from './library-policies';
import { Policy } from './policies';
import { Synthesized } from './synth';

export enum SpecOutcome {
  ACCEPT = 'agreed accept', REFUSE = 'agreed refuse', FALSE_ACCEPT = 'false accept', FALSE_REFUSE = 'false refuse',
  POLICY = 'policy',
  UNWRITTEN = 'refused before there are documents',
}

/** What a synth says of a spec, beside what a server says of the documents: here with the refusals of the library alone. */
export function specOutcome({ complaints, documents }: Synthesized, server: string[]): {
  readonly outcome: SpecOutcome; readonly rules: { readonly rule: string; readonly policy?: Policy }[];
} {
  if (complaints.length === 0) return { outcome: server.length === 0 ? SpecOutcome.ACCEPT : SpecOutcome.FALSE_ACCEPT, rules: [] };
  if (documents.length === 0) return { outcome: SpecOutcome.UNWRITTEN, rules: [] };
  if (server.length > 0) return { outcome: SpecOutcome.REFUSE, rules: [] };
  const rules = complaints.map(complaint => ({
    rule: ruleOf(complaint), policy: LIBRARY_REFUSES.find(({ refusal }) => refusal.test(complaint)),
  }));
  return { outcome: rules.every(({ policy }) => policy) ? SpecOutcome.POLICY : SpecOutcome.FALSE_REFUSE, rules };
}
