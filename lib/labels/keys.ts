/** Prefix of the platform's own labels and annotations, as on Pinterest's workloads (`pinterest.com/crd_name`). */
export const DOMAIN = 'pinterest.com';

/** The label that selects the pods of a workload, whatever its kind. */
export const NAME_LABEL = 'app.kubernetes.io/name';

/** The version of a pod's application. */
export const VERSION_LABEL = 'app.kubernetes.io/version';

/** The kind of the workload to which a pod belongs. */
export const KIND_LABEL = `${DOMAIN}/crd_type`;

/** The team that is responsible for an object. */
export const TEAM_LABEL = `${DOMAIN}/team`;

/** Where to reach that team. */
export const CONTACT_ANNOTATION = `${DOMAIN}/contact`;

/** The runtime release on which a pod runs. */
export const RELEASE_LABEL = `${DOMAIN}/release`;

/** Labels the daemons of a release, and their pods, with the release that they are part of. */
export const RUNTIME_LABEL = `${DOMAIN}/runtime`;

/** The run to which a pod belongs. */
export const RUN_LABEL = `${DOMAIN}/run`;

/** The role of a pod in a training. */
export const ROLE_LABEL = `${DOMAIN}/role`;

/** The number of a shard that is a Job of its own. */
export const SHARD_LABEL = `${DOMAIN}/shard`;

/** The last day of temporary work: a garbage collector may remove it on any later day. */
export const EXPIRES_LABEL = `${DOMAIN}/expires`;

/** Tells a garbage collector, beside the owner's label, what it may remove without asking. */
export const RECLAIM_LABEL = `${DOMAIN}/reclaim`;

/** The commit from which a pod's image was built. */
export const COMMIT_ANNOTATION = `${DOMAIN}/commit`;

/** What a daemon may reach on its node, a line for each access. */
export const HOST_ACCESS_ANNOTATION = `${DOMAIN}/host-access`;

/** Ports before which no proxy stands on a cluster with identity, a line for each, with its reason. */
export const UNPROXIED_ANNOTATION = `${DOMAIN}/unproxied-ports`;

/** On the NetworkPolicy of a workload: ports that callers reach without a certificate, a line for each, and until when. */
export const PLAINTEXT_ANNOTATION = `${DOMAIN}/plaintext`;

/** How a pod is to be registered in ZooKeeper; images/registrar reads it. */
export const REGISTRATION_ANNOTATION = `${DOMAIN}/discovery`;

/**
 * On a Namespace, by the infrastructure team: the ZooKeeper paths that its pods may have beside their own, divided by commas or
 * white space. `<folder>/*` means each path right in that folder. The registrar and the admission policy of pods read it.
 */
export const DISCOVERY_PATHS_ANNOTATION = `${DOMAIN}/discovery-paths`;

/** The pod's cluster, for telemetry that has no resource of its own, such as statsd metrics. */
export const CLUSTER_ANNOTATION = `${DOMAIN}/cluster`;

/** The key of the taint with which a node starts. */
export const STARTUP_TAINT = `${DOMAIN}/startup`;

/** Prefix of the label on nodes where a release's daemons are ready; the release's name follows. */
export const READY_NODE_LABELS = `runtime.${DOMAIN}/`;

/** Marks every object as written by this library. */
export const MANAGED_BY = { 'app.kubernetes.io/managed-by': 'cdk8s-pinterest' };
