import { LONGEST_ANNOTATION } from './registration';

/** The annotation that says how a pod asks to be registered. */
export const ANNOTATION = 'pinterest.com/discovery';

/** The part of a pod that the registrar reads. */
export interface Pod {
  readonly metadata: {
    readonly uid: string;
    readonly name: string;
    readonly namespace: string;
    readonly creationTimestamp?: string;
    readonly deletionTimestamp?: string;
    readonly annotations?: { readonly [name: string]: string };
  };
  readonly status?: {
    readonly podIP?: string;
    readonly conditions?: ReadonlyArray<{ readonly type: string; readonly status: string; readonly lastTransitionTime?: string }>;
  };
}

/** Keeps only the needed part: the whole pod is ten times as large, and may have 256 KiB of annotations. */
export function podOf({ metadata, status }: any): Pod {
  const { uid, name, namespace, creationTimestamp, deletionTimestamp, annotations } = metadata;
  const text: string | undefined = annotations?.[ANNOTATION];
  return {
    metadata: {
      uid,
      name,
      namespace,
      creationTimestamp,
      deletionTimestamp,
      // One character too many is refused like all of them.
      ...(text !== undefined && { annotations: { [ANNOTATION]: text.slice(0, LONGEST_ANNOTATION + 1) } }),
    },
    status: { podIP: status?.podIP, conditions: status?.conditions?.filter(({ type }: any) => type === READY) },
  };
}

/** Whether clients may call it: it is ready, and not about to stop. */
export function takesCalls({ metadata, status }: Pod): boolean {
  return metadata.deletionTimestamp === undefined && status?.podIP !== undefined && readyCondition(status)?.status === 'True';
}

/** When it became ready, in milliseconds; Kubernetes has whole seconds only. */
export function readySince({ status }: Pod): number | undefined {
  const time = readyCondition(status)?.lastTransitionTime;
  return time === undefined ? undefined : Date.parse(time);
}

const READY = 'Ready';

function readyCondition(status: Pod['status']) {
  return status?.conditions?.find(({ type }) => type === READY);
}
