import { metadata, podLabels } from './shared';
import { FleetTeam, FleetWorkload } from '../fleet/fleet';

export function serviceAccount(team: FleetTeam, workload: FleetWorkload) {
  return { apiVersion: 'v1', kind: 'ServiceAccount', metadata: metadata(team, workload), automountServiceAccountToken: false };
}

export function service(team: FleetTeam, workload: FleetWorkload, port: number) {
  const main = workload.http
    ? { name: 'https', port: 443, protocol: 'TCP', targetPort: 8443 }
    : { name: 'tcp', port, protocol: 'TCP', targetPort: 8443 };
  const plain = { name: 'plain', port: 80, protocol: 'TCP', targetPort: 8081 };
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: metadata(team, workload),
    spec: { ports: workload.host ? [main, plain] : [main], selector: podLabels(workload) },
  };
}

export function ingress(team: FleetTeam, workload: FleetWorkload, host: string) {
  const backend = { service: { name: workload.name, port: { name: 'plain' } } };
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: metadata(team, workload),
    spec: { ingressClassName: 'public', rules: [{ host, http: { paths: [{ backend, path: '/', pathType: 'Prefix' }] } }] },
  };
}

export function autoscaler(team: FleetTeam, workload: FleetWorkload) {
  const target = { averageUtilization: workload.cpuPercent, type: 'Utilization' };
  return {
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata: metadata(team, workload),
    spec: {
      maxReplicas: workload.maxPods,
      metrics: [{ containerResource: { container: 'app', name: 'cpu', target }, type: 'ContainerResource' }],
      minReplicas: workload.minPods,
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: workload.name },
    },
  };
}

export function disruptionBudget(team: FleetTeam, workload: FleetWorkload) {
  return {
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata: metadata(team, workload),
    spec: { maxUnavailable: '10%', selector: { matchLabels: podLabels(workload) }, unhealthyPodEvictionPolicy: 'AlwaysAllow' },
  };
}

export function networkPolicy(team: FleetTeam, workload: FleetWorkload) {
  const inNamespace = (name: string) => ({ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': name } } });
  const ingressRules = [
    ...(workload.callers.length > 0 ? [{
      from: workload.callers.map(({ name, namespace }) => (
        { ...inNamespace(namespace ?? team.name), podSelector: { matchLabels: { 'app.kubernetes.io/name': name } } }
      )),
      ports: [{ port: 8443, protocol: 'TCP' }],
    }] : []),
    ...(workload.host ? [{ from: [inNamespace('ingress')], ports: [{ port: 8081, protocol: 'TCP' }] }] : []),
  ];
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: metadata(team, workload),
    spec: {
      ...(ingressRules.length > 0 && { ingress: ingressRules }),
      podSelector: { matchLabels: podLabels(workload) },
      policyTypes: ['Ingress'],
    },
  };
}
