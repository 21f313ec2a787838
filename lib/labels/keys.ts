/** Prefix of the platform's own labels and annotations, as on Pinterest's workloads (`pinterest.com/crd_name`). */
export const DOMAIN = 'pinterest.com';

/** The label by which the pods of a workload are found, whatever its kind. */
export const NAME_LABEL = 'app.kubernetes.io/name';

/** The version of a pod's application. */
export const VERSION_LABEL = 'app.kubernetes.io/version';

/** The kind of the workload to which a pod belongs. */
export const KIND_LABEL = `${DOMAIN}/crd_type`;

/** The team that answers for an object. */
export const TEAM_LABEL = `${DOMAIN}/team`;

/** Where to reach that team. */
export const CONTACT_ANNOTATION = `${DOMAIN}/contact`;

/** The runtime release on which a pod runs. */
export const RELEASE_LABEL = `${DOMAIN}/release`;

/** Labels the daemons of a release, and their pods, with the release that they are part of. */
export const RUNTIME_LABEL = `${DOMAIN}/runtime`;

/** The run to which a pod belongs. */
export const RUN_LABEL = `${DOMAIN}/run`;

/** What a pod of a training does. */
export const ROLE_LABEL = `${DOMAIN}/role`;

/** Where a shard that is a Job of its own has its number. */
export const SHARD_LABEL = `${DOMAIN}/shard`;

/** The last day of something that is temporary: a garbage collector may remove it on any later one. */
export const EXPIRES_LABEL = `${DOMAIN}/expires`;

/** Tells a garbage collector, beside the owner's label, what it may remove without asking. */
export const RECLAIM_LABEL = `${DOMAIN}/reclaim`;

/** The commit from which a pod's image was built. */
export const COMMIT_ANNOTATION = `${DOMAIN}/commit`;

/** What a daemon reaches of its node, a line for each access. */
export const HOST_ACCESS_ANNOTATION = `${DOMAIN}/host-access`;

/** How a pod is to be registered in ZooKeeper; images/registrar reads it. */
export const REGISTRATION_ANNOTATION = `${DOMAIN}/discovery`;

/** The pod's cluster, for telemetry that comes without a resource of its own, as statsd's metrics do. */
export const CLUSTER_ANNOTATION = `${DOMAIN}/cluster`;

/** The key of the taint with which a node starts. */
export const STARTUP_TAINT = `${DOMAIN}/startup`;

/** Before a release's name: the label of the nodes on which its daemons are ready. */
export const READY_NODE_LABELS = `runtime.${DOMAIN}/`;

/** Says of every object that this library writes it. */
export const MANAGED_BY = { 'app.kubernetes.io/managed-by': 'cdk8s-pinterest' };
