import { PinterestChart, RecordedDocument, RecordedField, SynthesisRecord } from 'cdk8s-pinterest';
import { isExplained } from '../../lib/record/explained-documents';
import { recordOf } from '../../lib/record/record';
import { allRegistered } from '../../lib/workloads/registry';
import { Built, World } from '../synth';

/** The record of what a function builds, in which its last workload is explained. */
export function explained(build: (chart: PinterestChart) => unknown, world: World, name?: string): SynthesisRecord {
  const built = new Built(build, world, 'platform');
  const wanted = name ?? allRegistered(built.app).at(-1)!.construct.node.path;
  return recording(wanted, () => recordOf(built.app, built.app.plan()));
}

/** Runs something as a tool does that explains a workload. */
export function recording<T>(wanted: string, run: () => T): T {
  Object.assign(process.env, { CDK8S_PINTEREST_RECORD: '/nowhere', CDK8S_PINTEREST_RECORD_EXPLAIN: wanted });
  try {
    return run();
  } finally {
    delete process.env.CDK8S_PINTEREST_RECORD;
    delete process.env.CDK8S_PINTEREST_RECORD_EXPLAIN;
  }
}

/** A value of a document, and the entry that explains it. */
export interface Leaf {
  readonly pointer: string;
  readonly value: unknown;
  readonly field: RecordedField;
}

/** All values of a document that are neither an object nor a list. */
export function leavesOf({ content, fields = [] }: RecordedDocument): Leaf[] {
  const byPointer = new Map(fields.map(field => [field.pointer, field]));
  const leaves: Leaf[] = [];
  const walk = (value: unknown, pointer: string, nearest: RecordedField) => {
    const field = byPointer.get(pointer) ?? nearest;
    const inside = typeof value === 'object' && value !== null ? Object.entries(value) : [];
    if (inside.length === 0) leaves.push({ pointer, value, field });
    for (const [key, each] of inside) walk(each, `${pointer}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`, field);
  };
  walk(content, '', byPointer.get('')!);
  return leaves;
}

export { isExplained };
