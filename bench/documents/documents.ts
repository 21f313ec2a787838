import { deployment } from './deployment';
import { identity } from './identity';
import { autoscaler, disruptionBudget, ingress, networkPolicy, service, serviceAccount } from './objects';
import { proxyFiles } from './proxy';
import { configFile, contentConfigMap, sharedConfigMap } from './shared';
import { SHARED_FILES } from '../../lib/runtime/traffic/shared-files';
import { FleetTeam, FleetWorkload } from '../fleet/fleet';

/** The documents of a team; before its first proxy what all of them share. */
export function documentsOf(team: FleetTeam): object[] {
  const first = team.workloads.find(({ port }) => port !== undefined);
  const shared = first && sharedConfigMap(team, 'proxy', SHARED_FILES);
  return team.workloads.flatMap(workload => [
    ...(workload === first ? [shared!] : []), ...workloadDocuments(team, workload, shared?.metadata.name),
  ]);
}

/**
 * The documents of PinterestService, built by hand from plain objects: the minimum work to emit these documents. A test compares
 * them with the output of the library.
 */
function workloadDocuments(team: FleetTeam, workload: FleetWorkload, shared?: string): object[] {
  const { logLevel, maxPods, minPods, port, host } = workload;
  const config = contentConfigMap(team, workload, 'config', { 'app.yaml': configFile(team, workload) });
  const env = logLevel ? contentConfigMap(team, workload, 'env', { LOG_LEVEL: logLevel }) : undefined;
  const proxy = port ? contentConfigMap(team, workload, 'proxy', proxyFiles(team, workload, port)) : undefined;
  return [
    config,
    ...(env ? [env] : []),
    serviceAccount(team, workload),
    identity(team, workload),
    ...(proxy ? [proxy] : []),
    deployment(team, workload, { config: config.metadata.name, env: env?.metadata.name, proxy: proxy?.metadata.name, shared }),
    ...(port ? [service(team, workload, port)] : []),
    ...(host ? [ingress(team, workload, host)] : []),
    ...(maxPods > minPods ? [autoscaler(team, workload)] : []),
    disruptionBudget(team, workload),
    networkPolicy(team, workload),
  ];
}
