import { ApiObject, JsonPatch } from 'cdk8s';

/** The JSON patches of an object, which cdk8s keeps to itself. */
export function objectPatches(object: ApiObject): JsonPatch[] {
  return (object as unknown as { readonly patches?: JsonPatch[] }).patches ?? [];
}
