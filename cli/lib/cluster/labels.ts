/* What the library writes on objects, as its own lib/labels/keys.ts calls it. */

/** The name of the workload. */
export const NAME_LABEL = 'app.kubernetes.io/name';
/** The kind of the workload, on its pods and in what makes them. */
export const KIND_LABEL = 'pinterest.com/crd_type';
export const TEAM_LABEL = 'pinterest.com/team';
export const CONTACT_ANNOTATION = 'pinterest.com/contact';
/** The release of the runtime that a pod has. */
export const RELEASE_LABEL = 'pinterest.com/release';
/** The release of which a daemon of the runtime is a part. */
export const RUNTIME_LABEL = 'pinterest.com/runtime';
/** What may be deleted, and by whom: docs/garbage-collection.md. */
export const RECLAIM_LABEL = 'pinterest.com/reclaim';
/** The number of a shard that is a Job of its own. */
export const SHARD_LABEL = 'pinterest.com/shard';
/** Of a pod of a training. */
export const ROLE_LABEL = 'pinterest.com/role';
/** How a pod is to be registered in ZooKeeper. */
export const REGISTRATION_ANNOTATION = 'pinterest.com/discovery';
/** The key of the taint with which a node starts. */
export const STARTUP_TAINT = 'pinterest.com/startup';
/** On nodes where the daemons of a release are ready; the name of the release follows. */
export const READY_NODE_LABELS = 'runtime.pinterest.com/';

export const MANAGED_BY = 'app.kubernetes.io/managed-by';
/** Selects all objects of the library. */
export const OURS = `${MANAGED_BY}=cdk8s-pinterest`;
