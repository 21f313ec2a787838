import { Cluster } from './cluster';
import { KubernetesVersion } from './kubernetes-version';

/** Takes the place of a cluster that is none, so that building goes on. */
export function noCluster(): Cluster {
  return new Cluster({ name: 'no-cluster', environment: 'none', version: KubernetesVersion.V1_27 });
}
