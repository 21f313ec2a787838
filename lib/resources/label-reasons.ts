import {
  CLUSTER_ANNOTATION, COMMIT_ANNOTATION, CONTACT_ANNOTATION, EXPIRES_LABEL, HOST_ACCESS_ANNOTATION, KIND_LABEL, NAME_LABEL,
  PLAINTEXT_ANNOTATION, RECLAIM_LABEL, REGISTRATION_ANNOTATION, RELEASE_LABEL, ROLE_LABEL, RUN_LABEL, RUNTIME_LABEL, SHARD_LABEL,
  TEAM_LABEL, UNPROXIED_ANNOTATION, VERSION_LABEL,
} from '../labels/keys';
import { ANY_CHANGE, because, byPlatform, FieldReason, inheriting } from '../tree/field-reasons';

const GITOPS = byPlatform('a GitOps tool leaves it when the manifests no longer have it: pods of before may still need it');

/** Why objects and pods have labels and annotations, by their names. */
export const LABEL_REASONS: Readonly<Record<string, FieldReason>> = {
  [NAME_LABEL]: because('the name of the workload, which finds its pods', 'adoption'),
  [KIND_LABEL]: because('the kind of the workload, which finds its pods', 'adoption'),
  [VERSION_LABEL]: because('the version of the application', 'artifact', 'adoption'),
  'app.kubernetes.io/managed-by': byPlatform('tells that this library has written it'),
  [TEAM_LABEL]: because('the team that is responsible', 'owner'),
  [CONTACT_ANNOTATION]: because('where that team is reached', 'owner'),
  [EXPIRES_LABEL]: because('the last day on which it is needed', 'expires'),
  [RELEASE_LABEL]: because('the release of the runtime on which the pods run', 'channel'),
  [RUNTIME_LABEL]: byPlatform('the release that the daemon is part of'),
  [RUN_LABEL]: because('the run to which the pods belong', ANY_CHANGE),
  [ROLE_LABEL]: because('the role of the pod in the training', 'framework'),
  [SHARD_LABEL]: because('the number of the shard, which is a Job of its own', 'storage', 'shards'),
  [RECLAIM_LABEL]: byPlatform('tells a garbage collector when it may go'),
  [COMMIT_ANNOTATION]: because('the commit from which the image was built', 'artifact'),
  [HOST_ACCESS_ANNOTATION]: because('what it may access on its node, and why', 'host'),
  [UNPROXIED_ANNOTATION]: because('the ports before which no proxy stands, and why', 'ports'),
  [PLAINTEXT_ANNOTATION]: because('the ports that are reached without a certificate', 'traffic'),
  [REGISTRATION_ANNOTATION]: because('how the pod is registered in ZooKeeper', 'discovery', 'ports', 'container'),
  [CLUSTER_ANNOTATION]: inheriting('the cluster of the pod, for metrics that do not say it themselves', ['cluster.name']),
  'argocd.argoproj.io/sync-wave': because('what a GitOps tool applies first', 'runsBefore', 'runsAfter'),
  'argocd.argoproj.io/compare-options': GITOPS,
  'argocd.argoproj.io/sync-options': GITOPS,
  'kustomize.toolkit.fluxcd.io/prune': GITOPS,
  'kubectl.kubernetes.io/default-container': because(
    'kubectl logs and exec take the application, which is not the first one',
    'container.name', 'calls', 'logs', 'secrets', 'requirements',
    'ports', 'container.port', 'container.portNumber', 'container.ports',
  ),
  'kueue.x-k8s.io/queue-name': because('the queue in which it waits for quota', 'queue', 'gang'),
  'scheduling.k8s.io/group-name': because('the pods that start together or not at all', ANY_CHANGE),
  'scheduling.x-k8s.io/pod-group': because('the pods that start together or not at all', ANY_CHANGE),
  'statefulset.kubernetes.io/pod-name': because('the one pod to which the Service leads', 'moreServices'),
  'kubernetes.io/metadata.name': because('the name of a namespace'),
};
