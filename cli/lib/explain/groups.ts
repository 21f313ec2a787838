import { ExplainedField } from './explanation';

/** Fields that are as they are by the same, for the same reason. */
export interface FieldGroup {
  readonly fields: readonly ExplainedField[];
  readonly field: ExplainedField;
}

/** What all objects have, and what is told of the workload as a whole. */
const COMMON = /^\/(apiVersion|kind|metadata\/(name|namespace|labels|annotations))(\/|$)/;

export function isCommon({ pointer }: ExplainedField): boolean {
  return COMMON.test(pointer);
}

/** In the order of their first fields. */
export function groupsOf(fields: readonly ExplainedField[]): FieldGroup[] {
  const groups = new Map<string, ExplainedField[]>();
  for (const field of fields) {
    const key = JSON.stringify([field.who, field.why, field.from.map(({ property }) => property)]);
    groups.set(key, [...groups.get(key) ?? [], field]);
  }
  return [...groups.values()].map(members => ({ fields: members, field: members[0] }));
}
