/** The part of a pod that the registrar reads. */
export interface Pod {
  readonly metadata: {
    readonly uid: string;
    readonly name: string;
    readonly namespace: string;
    readonly deletionTimestamp?: string;
    readonly annotations?: { readonly [name: string]: string };
  };
  readonly status?: {
    readonly podIP?: string;
    readonly conditions?: ReadonlyArray<{ readonly type: string; readonly status: string; readonly lastTransitionTime?: string }>;
  };
}

/** Keeps only the needed part: the whole pod is ten times as large. */
export function podOf({ metadata: { uid, name, namespace, deletionTimestamp, annotations }, status }: any): Pod {
  return {
    metadata: { uid, name, namespace, deletionTimestamp, annotations },
    status: { podIP: status?.podIP, conditions: status?.conditions },
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

function readyCondition(status: Pod['status']) {
  return status?.conditions?.find(({ type }) => type === 'Ready');
}
