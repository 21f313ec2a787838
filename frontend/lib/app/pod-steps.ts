import { PinterestWorkload } from 'cdk8s-pinterest';
import { Fault } from '../documents/fault';
import { Node } from '../documents/node';
import { suggest } from '../documents/suggest';
import { ClassType, typeOf } from '../model/model';
import { call } from '../reading/call';
import { At, beneath, Finders, itemOf, Reading } from '../reading/reading';
import { WrittenParts } from '../reading/spec';

export const POD_PLAN = 'cdk8s-pinterest.PodPlan';

/** What a document adds to the pods: calls of `workload.pod`, in their order. */
export function addToPod(
  workload: PinterestWorkload, pod: Node | undefined, finders: Finders, faults: Fault[], { places, faulty, kept }: WrittenParts,
): void {
  if (pod === undefined) return;
  const reading = new Reading(finders);
  const at: At = { node: pod, path: 'pod', field: 'pod' };
  if (pod.type === 'list') pod.items.forEach((node, n) => addStep(reading, workload, itemOf(at, n, node)));
  else reading.refuseSort(at, 'a list of what is added to the pods', 'Write for example "- addEnv: [MODE, fast]".');
  faults.push(...reading.faults);
  for (const [field, written] of reading.places) places.set(field, written);
  for (const [field, indices] of reading.kept) kept.set(field, indices);
  for (const field of reading.faulty) faulty.add(field);
}

function addStep(reading: Reading, workload: PinterestWorkload, at: At): void {
  const { methods } = typeOf(POD_PLAN) as ClassType;
  const entries = at.node.type === 'mapping' ? [...at.node.entries.values()] : [];
  if (entries.length !== 1) {
    reading.refuse(at, 'must be one call', `Write one of ${Object.keys(methods).join(', ')}, with what it takes.`);
    return;
  }
  const [{ name, place, value }] = entries;
  const inner = beneath(at, name, value);
  if (!Object.hasOwn(methods, name)) {
    reading.refuse(inner, 'is no function of the pod', suggest('functions', Object.keys(methods), name), place);
    return;
  }
  const pod = workload.pod as unknown as Record<string, (...values: unknown[]) => void>;
  reading.remember({ ...inner, field: `${at.field}.${name}` });
  call(reading, methods[name], inner, values => pod[name](...values));
}
