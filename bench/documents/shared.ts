import { createHash } from 'node:crypto';
import { FleetTeam, FleetWorkload } from '../fleet/fleet';

export function metadata(team: FleetTeam, workload: FleetWorkload, name: string = workload.name) {
  return {
    annotations: { 'pinterest.com/contact': team.contact },
    labels: {
      'app.kubernetes.io/managed-by': 'cdk8s-pinterest', 'app.kubernetes.io/name': workload.name, 'pinterest.com/team': team.name,
    },
    name,
    namespace: team.name,
  };
}

/** The selector labels of a workload's pods. */
export function podLabels({ name }: FleetWorkload) {
  return { 'app.kubernetes.io/name': name, 'pinterest.com/crd_type': 'PinterestService' };
}

export function spiffeId(namespace: string, name: string): string {
  return `spiffe://example.com/ns/${namespace}/sa/${name}`;
}

/** An immutable ConfigMap, named by a hash of its content. */
export function contentConfigMap(team: FleetTeam, workload: FleetWorkload, suffix: string, data: Record<string, string>) {
  return immutable(metadata(team, workload, `${workload.name}-${suffix}-${hashOf(data)}`), data);
}

/** The same, for all workloads of a team's chart. */
export function sharedConfigMap(team: FleetTeam, suffix: string, data: Record<string, string>) {
  return immutable({
    annotations: { 'pinterest.com/contact': team.contact },
    labels: { 'app.kubernetes.io/managed-by': 'cdk8s-pinterest', 'pinterest.com/team': team.name },
    name: `${team.name}-${suffix}-${hashOf(data)}`,
    namespace: team.name,
  }, Object.fromEntries(Object.entries(data).sort()));
}

function hashOf(data: Record<string, string>): string {
  return createHash('sha256').update(JSON.stringify(Object.entries(data).sort())).digest('hex').slice(0, 8);
}

interface Metadata {
  readonly annotations: object;
  readonly labels: object;
  readonly name: string;
  readonly namespace: string;
}

const OLD_ONES_STAY = {
  'argocd.argoproj.io/compare-options': 'IgnoreExtraneous',
  'argocd.argoproj.io/sync-options': 'Prune=false',
  'kustomize.toolkit.fluxcd.io/prune': 'disabled',
};

const inOrder = (values: object) => Object.fromEntries(Object.entries(values).sort(([a], [b]) => a < b ? -1 : 1));

function immutable({ annotations, labels, ...rest }: Metadata, data: Record<string, string>) {
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: {
      annotations: inOrder({ ...OLD_ONES_STAY, ...annotations }),
      labels: inOrder({ ...labels, 'pinterest.com/reclaim': 'when-unnamed' }),
      ...rest,
    },
    data,
    immutable: true,
  };
}

/** The file app.yaml, with its templates filled in. */
export function configFile(team: FleetTeam, { name, version, config }: FleetWorkload): string {
  const values: Record<string, string> = {
    service: name,
    namespace: team.name,
    team: team.name,
    version,
    cluster: 'prod-east',
    environment: 'prod',
    region: 'us-east-1',
    dnsDomain: 'cluster.local',
  };
  return config.replace(/\{\{(\w+)\}\}/g, (_, key: string) => values[key]);
}
