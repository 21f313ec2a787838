import { KubernetesObject } from '../../cluster/kubernetes-object';

/** An object as a cluster has it. */
export interface LiveObject extends KubernetesObject {
  readonly [field: string]: unknown;
}

/** What a manager has written of an object. */
export interface ManagedFields {
  readonly manager?: string;
  readonly operation?: string;
  readonly subresource?: string;
  readonly time?: string;
  readonly fieldsV1?: unknown;
}

export function managedFieldsOf({ metadata: { managedFields = [] } }: LiveObject): readonly ManagedFields[] {
  return managedFields as readonly ManagedFields[];
}
