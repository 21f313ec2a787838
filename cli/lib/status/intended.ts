import { RecordedDocument, RecordedWorkload } from 'cdk8s-pinterest';

/** What the app says of a workload that a hand may change on the cluster. */
export interface Intended {
  /** By the kind and name of each controller, such as `Deployment/api`; not of one to whose number the app says nothing. */
  readonly pods: Readonly<Record<string, IntendedPods>>;
  /** Whether it shall make no pods yet. */
  readonly suspended: boolean;
  readonly paused: boolean;
}

export interface IntendedPods {
  /** How many there shall be; of what an autoscaler scales the least. */
  readonly number: number;
  readonly autoscaled: boolean;
}

/** What comes out for a workload, of all documents of its app. */
export function intendedOf(
  { path, cluster, namespace }: Pick<RecordedWorkload, 'path' | 'cluster' | 'namespace'>, documents: readonly RecordedDocument[],
): Intended {
  const own = documents.filter(({ workload }) => workload === path);
  const near = documents.filter(each => each.cluster === cluster && (each.namespace ?? namespace) === namespace);
  const pods = own.filter(({ kind }) => kind === 'Deployment' || kind === 'StatefulSet').flatMap(document => {
    const least = near.map(each => leastOf(each, document)).find(each => each !== undefined);
    const number: unknown = least ?? document.content?.spec?.replicas;
    const key = `${document.kind}/${document.name}`;
    return typeof number === 'number' ? [[key, { number, autoscaled: least !== undefined }] as const] : [];
  });
  return {
    pods: Object.fromEntries(pods),
    suspended: own.some(({ content }) => content?.spec?.suspend === true || content?.spec?.runPolicy?.suspend === true),
    paused: own.some(({ content }) => content?.spec?.paused === true),
  };
}

/** How few pods an autoscaler leaves a controller, if it is its autoscaler. */
function leastOf({ kind, content }: RecordedDocument, controller: RecordedDocument): number | undefined {
  const { scaleTargetRef: target, minReplicas, minReplicaCount, idleReplicaCount } = content?.spec ?? {};
  if (target?.name !== controller.name || (target?.kind ?? 'Deployment') !== controller.kind) return undefined;
  if (kind === 'HorizontalPodAutoscaler') return minReplicas ?? 1;
  return kind === 'ScaledObject' ? idleReplicaCount ?? minReplicaCount ?? 0 : undefined;
}
