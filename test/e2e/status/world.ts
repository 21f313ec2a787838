import { Yaml } from 'cdk8s';
import { PinterestChart } from 'cdk8s-pinterest';
import { expiredCertificate } from './expired';
import { Fault, healthyNeighbours, PLAIN_FAULTS } from './faults';
import { callee, DEPENDENCY_WORLD, installed, MESH_WORLD, World, WORLDS } from './platform-faults';
import { registry } from './registry';
import { WEBHOOKS, webhooks } from './webhook';
import { dependencyStore, storeCredentials } from '../dependency-store';
import { apply, createNamespace, kubectl } from '../kubectl';
import { manifestOf } from '../manifest';
import { installMesh, trustMesh } from '../mesh';

/** The namespace of the teams. */
export const NAMESPACE = 'drill';
/** Of what the drill itself needs. */
const HOST = 'drill-host';

/** What is in the namespaces before the faults: a quota that is full, a registry, webhooks, a ConfigMap. */
export function prepare(): void {
  createNamespace(HOST, 'privileged');
  createNamespace(NAMESPACE);
  apply(registry(HOST));
  apply(
    Yaml.stringify(
      { apiVersion: 'scheduling.k8s.io/v1', kind: 'PriorityClass', metadata: { name: 'drill' }, value: 0 },
      { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'settings', namespace: NAMESPACE }, data: { present: '1' } },
      {
        apiVersion: 'v1',
        kind: 'ResourceQuota',
        metadata: { name: 'full', namespace: NAMESPACE },
        spec: {
          hard: { pods: '0' },
          scopeSelector: { matchExpressions: [{ scopeName: 'PriorityClass', operator: 'In', values: ['drill'] }] },
        },
      },
    ),
  );
  apply(webhooks(HOST, NAMESPACE, 'refused', 'unanswered'));
  kubectl(['wait', '--for=condition=Ready', 'pod/refuser', '-n', HOST, '--timeout=120s']);
  kubectl(['rollout', 'status', 'daemonset/registry', '-n', HOST, '--timeout=120s']);
}

const build =
  (faults: readonly Fault[]) =>
    (chart: PinterestChart): void => {
      for (const fault of faults) fault.build(chart);
    };

/** The faults of a cluster without anything of the platform. */
export function applyPlain(): void {
  // A warning is what Pod Security says of the one that it will refuse.
  kubectl(['apply', '--server-side', '-f', '-'], manifestOf(NAMESPACE, build(PLAIN_FAULTS)));
}

/** Another version makes new pods of `well`; one that is empty cannot start. */
export function applyHealthy(version: string): void {
  apply(manifestOf(NAMESPACE, chart => healthyNeighbours(chart, version)));
}

/** What the platform has of them, and their faults. */
export function applyWorlds(): void {
  installMesh();
  trustMesh(NAMESPACE);
  apply(expiredCertificate(NAMESPACE, 'expired-identity'));
  for (const world of WORLDS) {
    if (world.runtime !== undefined) {
      createNamespace(world.runtime);
      apply(installed(world));
    }
  }
  const runtime = DEPENDENCY_WORLD.runtime as string;
  apply(storeCredentials(runtime));
  apply(
    dependencyStore(
      runtime,
      'mkdir -p /tmp/files/artifacts/models/ranker; echo weights >/tmp/files/artifacts/models/ranker/weights',
    ),
  );
  kubectl(['rollout', 'status', 'daemonset/dependency-cache-2026-11', '-n', runtime, '--timeout=120s']);
  apply(MESH_WORLD.manifest(NAMESPACE, callee));
  // Each by itself, as apps that do not know each other.
  for (const { faults, manifest } of WORLDS) for (const fault of faults) apply(manifest(NAMESPACE, build([fault])));
}

const RUNTIMES = WORLDS.flatMap(({ runtime }: World) => (runtime === undefined ? [] : [runtime]));

export function remove(): void {
  // A namespace that goes keeps the pods of a job that is refused new ones.
  kubectl(['delete', 'jobs', '--all', '-n', NAMESPACE, '--wait=false']);
  kubectl(['delete', 'validatingwebhookconfigurations', ...WEBHOOKS('refused', 'unanswered'), '--ignore-not-found']);
  kubectl(['delete', 'priorityclass', 'drill', '--ignore-not-found']);
  kubectl(['delete', 'namespace', NAMESPACE, HOST, ...RUNTIMES, '--ignore-not-found', '--wait=false']);
}
