import { Cluster } from './cluster';
import { dependencyStoreProblems } from './dependency-store-problems';
import { identityProblems } from './identity-problems';
import { nodePoolProblems } from './node-pool-problems';
import { secretStoreProblems } from './secret-store-problems';
import { telemetryProblems } from './telemetry-problems';
import { zooKeeperProblems } from './zookeeper-problems';
import { Problem } from '../validation/problem';
import { keyed } from '../validation/words';

/**
 * Problems of a cluster's declaration, whatever runs on it.
 *
 * @param releases names of the runtime releases that are installed on it
 */
export function clusterProblems(cluster: Cluster, releases: string[]): Problem[] {
  const { name, version, identity, zooKeeper, dependencyStore, secretStore, telemetry } = cluster;
  const problems = [
    ...(identity ? identityProblems(identity, version) : []),
    ...(zooKeeper ? zooKeeperProblems(zooKeeper) : []),
    ...(dependencyStore ? dependencyStoreProblems(dependencyStore) : []),
    ...(secretStore ? secretStoreProblems(secretStore) : []),
    ...(telemetry ? telemetryProblems(telemetry, releases) : []),
    ...nodePoolProblems(cluster.nodePools),
    ...cluster._problems,
  ];
  return problems.map(problem => ({ ...problem, field: `${keyed('clusters', name)}.${problem.field}` }));
}
