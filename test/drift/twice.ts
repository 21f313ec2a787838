import { lostFields } from './kept';
import { Answer } from '../agree/answer';
import { CLUSTER_REFUSES, policyOf } from '../agree/policies';
import { Server } from '../agree/server';

export enum Outcome {
  SAME = 'unchanged', SETTLED = 'unchanged later', MOVED = 'changed by each apply', LOST = 'lost fields', REFUSED = 'refused',
  CLUSTER = 'not for this cluster', NOT_SERVED = 'not served',
}

/** Those that nobody has to mend. */
export const GOOD = [Outcome.SAME, Outcome.SETTLED, Outcome.CLUSTER, Outcome.NOT_SERVED];

export interface Applied {
  readonly document: any;
  readonly outcome: Outcome;
  /** What is wrong, or what somebody else wrote between two applies. */
  readonly reasons: string[];
}

/** As kubectl does. */
export const MANAGER = 'kubectl';

const TRIES = 20;
const PAUSE = 250;

/** Applies each document twice; the second time must change nothing, and all that it says must be kept. */
export async function applyTwice(server: Server, documents: any[]): Promise<Applied[]> {
  const first = await server.applyAll(documents);
  const second = await server.applyAll(documents);
  return Promise.all(documents.map((document, n) => judge(server, document, first[n], second[n])));
}

/** Somebody else may have written in between, such as a controller: then again, until that is done. */
async function judge(server: Server, document: any, first: Answer, second: Answer): Promise<Applied> {
  if (first.unjudged !== undefined) return { document, outcome: Outcome.NOT_SERVED, reasons: [] };
  for (let [before, after, tries] = [first, second, 0]; ; tries++) {
    const refusals = [...before.refusals, ...after.refusals];
    if (refusals.length > 0) {
      const outcome = policyOf(refusals, CLUSTER_REFUSES) ? Outcome.CLUSTER : Outcome.REFUSED;
      return { document, outcome, reasons: [...new Set(refusals)] };
    }
    const lost = [before, after].flatMap(({ stored }) => lostFields(document, stored));
    if (lost.length > 0) return { document, outcome: Outcome.LOST, reasons: [...new Set(lost)] };
    if (versionOf(before) === versionOf(after)) {
      return tries === 0
        ? { document, outcome: Outcome.SAME, reasons: [] }
        : { document, outcome: Outcome.SETTLED, reasons: writtenBetween(first, second) };
    }
    if (tries === TRIES) return { document, outcome: Outcome.MOVED, reasons: writtenBetween(before, after) };
    await new Promise(resolve => setTimeout(resolve, tries === 0 ? 0 : PAUSE));
    [before] = await server.applyAll([document]);
    [after] = await server.applyAll([document]);
  }
}

const versionOf = ({ stored }: Answer) => stored.metadata.resourceVersion;

/** The fields, without values. */
function writtenBetween(before: Answer, after: Answer): string[] {
  const [one, other] = [before, after].map(({ stored: { status: _, metadata, ...object } }) => {
    const { resourceVersion, managedFields, generation, ...own } = metadata;
    return { metadata: own, ...object };
  });
  const fields = [...lostFields(one, other), ...lostFields(other, one)].map(each => each.split(': ')[0]);
  return fields.length > 0 ? [...new Set(fields)] : ['.status'];
}
