import { ExplainedField, ExplainedObject, Explanation } from './explanation';
import { Asked } from './field-text';

/** For `--output json`, as schemas/explain.schema.json describes it. */
export function dataOf(explanations: readonly Explanation[]): object {
  return { workloads: explanations.map(workloadData) };
}

/** The same for one field. */
export function askedData(asked: readonly { readonly explanation: Explanation; readonly fields: readonly Asked[] }[]): object {
  return {
    fields: asked.flatMap(({ explanation: { workload: { cluster, namespace, name } }, fields }) => fields.map(each => ({
      workload: { cluster, namespace, name },
      object: { kind: each.object.kind, name: each.object.name, file: each.object.file },
      ...fieldData(each.field),
      inside: each.inside.map(fieldData),
    }))),
  };
}

function workloadData(
  { workload, place, version, purposes, objects, pods, doors, routes, callers, calls, limitedEgress }: Explanation,
) {
  const { cluster, namespace, name, kind, path, team, contact, release, channel, spiffeId } = workload;
  return {
    cluster,
    namespace,
    name,
    kind,
    path,
    place,
    version,
    team,
    contact,
    release,
    channel,
    spiffeId,
    components: [...purposes].map(([component, purpose]) => ({ name: component, purpose })),
    objects: objects.map(objectData),
    pods,
    doors,
    routes,
    callers,
    calls,
    limitedEgress,
  };
}

function objectData({ apiVersion, kind, name, file, shared, itself, fields }: ExplainedObject) {
  const { by, why, from, unwritten } = fieldData(itself);
  return { apiVersion, kind, name, file, shared, by, why, from, unwritten, fields: fields.map(fieldData) };
}

function fieldData({ path, pointer, value, who, origin, why, from, unwritten }: ExplainedField) {
  const { type, name, release } = origin;
  return { path, pointer, value, by: { type, name, release, text: who }, why, from, unwritten };
}
