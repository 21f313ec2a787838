/** As much of a pod as the registrar reads. */
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

/** A pod as the API server gives it is ten times as large as what is needed of it. */
export function podOf({ metadata: { uid, name, namespace, deletionTimestamp, annotations }, status }: any): Pod {
  return {
    metadata: { uid, name, namespace, deletionTimestamp, annotations },
    status: { podIP: status?.podIP, conditions: status?.conditions },
  };
}

/** Whether clients may be led to it: ready, and not about to stop. */
export function takesCalls({ metadata, status }: Pod): boolean {
  return metadata.deletionTimestamp === undefined && status?.podIP !== undefined && readyCondition(status)?.status === 'True';
}

/** When it became ready; Kubernetes tells it in whole seconds. */
export function readySince({ status }: Pod): number | undefined {
  const time = readyCondition(status)?.lastTransitionTime;
  return time === undefined ? undefined : Date.parse(time);
}

function readyCondition(status: Pod['status']) {
  return status?.conditions?.find(({ type }) => type === 'Ready');
}
