import { appContainer, proxyContainer } from './containers';
import { metadata, podLabels } from './shared';
import { FleetTeam, FleetWorkload } from '../fleet/fleet';

/** The names of a workload's ConfigMaps. */
export interface ConfigMapNames {
  readonly config: string;
  readonly env?: string;
  readonly proxy?: string;
  /** The one of the team's chart, with what all proxies have. */
  readonly shared?: string;
}

export function deployment(team: FleetTeam, workload: FleetWorkload, configMaps: ConfigMapNames) {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: metadata(team, workload),
    spec: {
      ...(workload.maxPods === workload.minPods && { replicas: workload.minPods }),
      revisionHistoryLimit: 5,
      selector: { matchLabels: podLabels(workload) },
      strategy: { rollingUpdate: { maxSurge: '25%', maxUnavailable: 0 }, type: 'RollingUpdate' },
      template: { metadata: podMetadata(team, workload), spec: podSpec(team, workload, configMaps) },
    },
  };
}

function podMetadata(team: FleetTeam, { name, version, commit, port }: FleetWorkload) {
  return {
    annotations: {
      'pinterest.com/cluster': 'prod-east',
      'pinterest.com/commit': commit,
      'pinterest.com/contact': team.contact,
      ...(port && {
        'pinterest.com/discovery': JSON.stringify({
          format: 'serverset', path: `/discovery/${name}.${team.name}/prod`, port: 8443,
        }),
      }),
    },
    labels: {
      'app.kubernetes.io/managed-by': 'cdk8s-pinterest',
      'app.kubernetes.io/name': name,
      'app.kubernetes.io/version': version,
      'pinterest.com/crd_type': 'PinterestService',
      'pinterest.com/release': '2026.11',
      'pinterest.com/team': team.name,
    },
  };
}

function podSpec(team: FleetTeam, workload: FleetWorkload, configMaps: ConfigMapNames) {
  return {
    automountServiceAccountToken: false,
    containers: [appContainer(team, workload, configMaps.env)],
    enableServiceLinks: false,
    ...(workload.port && { initContainers: [proxyContainer(workload)] }),
    securityContext: {
      fsGroup: 10001, fsGroupChangePolicy: 'OnRootMismatch', runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' },
    },
    serviceAccountName: workload.name,
    terminationGracePeriodSeconds: 40,
    topologySpreadConstraints: [spread(workload, 'topology.kubernetes.io/zone'), spread(workload, 'kubernetes.io/hostname')],
    volumes: volumes(workload, configMaps),
  };
}

function spread(workload: FleetWorkload, topologyKey: string) {
  return {
    labelSelector: { matchLabels: podLabels(workload) },
    matchLabelKeys: ['pod-template-hash'],
    maxSkew: 1,
    topologyKey,
    whenUnsatisfiable: 'ScheduleAnyway',
  };
}

function volumes({ name }: FleetWorkload, { config, proxy, shared }: ConfigMapNames) {
  const item = (file: string) => ({ key: file, path: file });
  return [
    { configMap: { name: config }, name: 'config' },
    {
      name: 'identity',
      projected: {
        defaultMode: 288,
        sources: [
          { secret: { items: [item('tls.crt'), item('tls.key')], name: `${name}-identity` } },
          { configMap: { items: [item('ca.crt')], name: 'mesh-authorities' } },
        ],
      },
    },
    ...(proxy ? [
      { name: 'proxy-config', projected: { sources: [{ configMap: { name: proxy } }, { configMap: { name: shared } }] } },
      { emptyDir: { medium: 'Memory', sizeLimit: '1Mi' }, name: 'proxy-run' },
    ] : []),
  ];
}
