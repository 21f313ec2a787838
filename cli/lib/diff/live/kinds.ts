/** Kinds that the library makes: an object of one may be the last of its kind that an app had. */
export const MADE_KINDS: ReadonlySet<string> = new Set([
  'ConfigMap.', 'Namespace.', 'PersistentVolumeClaim.', 'Secret.', 'Service.', 'ServiceAccount.',
  'DaemonSet.apps', 'Deployment.apps', 'StatefulSet.apps',
  'HorizontalPodAutoscaler.autoscaling', 'CronJob.batch', 'Job.batch',
  'Certificate.cert-manager.io', 'ClusterIssuer.cert-manager.io', 'Issuer.cert-manager.io', 'Bundle.trust.cert-manager.io',
  'GRPCRoute.gateway.networking.k8s.io', 'HTTPRoute.gateway.networking.k8s.io',
  'Ingress.networking.k8s.io', 'NetworkPolicy.networking.k8s.io', 'PodDisruptionBudget.policy',
  'ScaledObject.keda.sh', 'PyTorchJob.kubeflow.org', 'TFJob.kubeflow.org',
  'PodMonitor.monitoring.coreos.com', 'PrometheusRule.monitoring.coreos.com', 'ServiceMonitor.monitoring.coreos.com',
  'ClusterRole.rbac.authorization.k8s.io', 'ClusterRoleBinding.rbac.authorization.k8s.io',
  'Role.rbac.authorization.k8s.io', 'RoleBinding.rbac.authorization.k8s.io',
  'ValidatingAdmissionPolicy.admissionregistration.k8s.io', 'ValidatingAdmissionPolicyBinding.admissionregistration.k8s.io',
]);

/** Kinds of which controllers make many, with the labels of what they make them of; nobody applies any. */
export const NEVER_APPLIED: ReadonlySet<string> = new Set([
  'Endpoints.', 'Event.', 'Pod.', 'ControllerRevision.apps', 'ReplicaSet.apps', 'Lease.coordination.k8s.io',
  'EndpointSlice.discovery.k8s.io', 'Event.events.k8s.io', 'NodeMetrics.metrics.k8s.io', 'PodMetrics.metrics.k8s.io',
]);

export function kindKey({ kind, group }: { readonly kind: string; readonly group: string }): string {
  return `${kind}.${group}`;
}
