import { LogFiles } from '../../requirements/log-files';
import { mountPathProblems } from '../../validation/absolute-path';
import { must, Problem } from '../../validation/problem';
import { WorkloadIntent } from '../workload-intent';

/** Problems with a log folder. */
export function logFileProblems({ directory }: LogFiles, workload: WorkloadIntent): Problem[] {
  return [...mountPathProblems('logs.directory', directory, '/var/log/app'), ...collectionProblems(directory, workload)];
}

function collectionProblems(directory: string, { cluster: { name, telemetry } }: WorkloadIntent): Problem[] {
  const problem = (why: string, fix: string): Problem => (
    { field: 'logs.directory', value: directory, rule: `would not be collected: the cluster ${name} ${why}`, fix }
  );
  if (!telemetry) return [problem('has no telemetry', 'Set telemetry on the Cluster, or leave out logs for that cluster.')];
  return must(telemetry.logFolders ?? true, problem('collects no log folders', 'Log to standard output on that cluster.'));
}
