import { inWords } from '../validation/words';

/** One reason why the server does not take a document. */
export interface Refusal {
  /** Its path, as the server writes it; without it, the document as a whole is meant. */
  readonly field?: string;
  readonly message: string;
}

/** A policy of which is not known what it says of a document. */
export interface UnaskedPolicy {
  readonly policy: string;
  /** What it needs for that, and is not among the documents. */
  readonly parameter: string;
}

/** What the server says of a document. */
export interface Verdict {
  /** The number of the document, from 1. */
  readonly line: number;
  readonly unjudged?: string;
  readonly refusals?: Refusal[];
  readonly warnings?: string[];
  /** Why the namespace would refuse the pods that are made of it. */
  readonly pods?: string[];
  readonly unasked?: UnaskedPolicy[];
}

/**
 * The verdicts in what a program has printed. Of a right document it says nothing, as does a program that has broken off: so its
 * last word must be of the last document.
 *
 * @param last the number of a document of which something is said in any case
 * @throws if it is not the answer to these documents
 */
export function verdictsIn(output: string, last: number): Verdict[] {
  const verdicts = output.split('\n').filter(line => line !== '').map(verdictIn);
  const end = verdicts.pop();
  if (end?.line !== last) throw new Error(`it has answered for ${end?.line ?? 0} of ${last} documents, and broken off`);
  for (const { line } of verdicts) if (line < 1 || line >= last) throw new Error(`it answers for document ${line} of ${last}`);
  return verdicts;
}

function verdictIn(line: string): Verdict {
  try {
    const verdict = JSON.parse(line) as Verdict;
    const { refusals = [], warnings = [], pods = [], unasked = [] } = verdict;
    const policies = unasked.flatMap(({ policy, parameter }) => [policy, parameter]);
    const texts: unknown[] = [...refusals.map(({ message }) => message), ...warnings, ...pods, ...policies];
    if (Number.isInteger(verdict.line) && texts.every(text => typeof text === 'string')) return verdict;
  } catch {
    // As below.
  }
  throw new Error(`what it prints is no verdict: ${inWords(line)}`);
}
