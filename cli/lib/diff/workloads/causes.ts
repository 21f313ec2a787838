import { RecordedWorkload } from 'cdk8s-pinterest';
import { fieldOrigin } from './field-origin';
import { pathText } from '../fields/path';
import { ObjectChange, ObjectChangeType } from '../objects/object-change';

/** What of a workload's objects is another one, by who has put it there. */
export interface Cause {
  /** In words: `the component traffic of the release 2026.11`. */
  readonly origin: string;
  /** The user, a kind, a component, the platform or a patch. */
  readonly type: string;
  /** `Deployment api: spec.template.spec.containers[proxy].image`. */
  readonly what: readonly string[];
}

/** Who has made the differences of the objects of one workload. @param workload as it is now, or was */
export function causesOf(changes: readonly ObjectChange[], workload: RecordedWorkload | undefined): Cause[] {
  const causes = new Map<string, { type: string; what: Set<string> }>();
  const add = ({ text, type }: { readonly text: string; readonly type: string }, what: string) => {
    const cause = causes.get(text) ?? { type, what: new Set() };
    causes.set(text, cause);
    cause.what.add(what);
  };
  for (const { type, before, after, fields } of changes) {
    const object = (after ?? before)!;
    const name = `${object.kind} ${object.name}`;
    // Of one with another name, its content says why.
    const inside = type === ObjectChangeType.RENAMED ? fields.filter(({ path }) => path[0] !== 'metadata') : fields;
    if (inside.length === 0) add(object.origin, `${name} is ${type}`);
    for (const { path } of inside) add(fieldOrigin(path, object, workload), `${name}: ${pathText(path)}`);
  }
  return [...causes].map(([origin, { type, what }]) => ({ origin, type, what: [...what] }));
}
