import { LogFiles } from '../../requirements/log-files';
import { Problem } from '../../validation/problem';
import { WorkloadIntent } from '../workload-intent';

/** What is wrong with a log folder. */
export function logFileProblems({ directory }: LogFiles, workload: WorkloadIntent): Problem[] {
  return [...folderProblems(directory), ...collectionProblems(directory, workload)];
}

function folderProblems(directory: string): Problem[] {
  const problem = (rule: string, fix: string) => [{ field: 'logs.directory', value: directory, rule, fix }];
  if (!directory.startsWith('/')) return problem('must start with "/"', `Write "/${directory}".`);
  if (/^\/+$/.test(directory)) return problem('would hide the image of the application', 'Write a folder such as "/var/log/app".');
  return directory.split('/').includes('..') ? problem('must not contain ".."', 'Write the whole path.') : [];
}

function collectionProblems(directory: string, { cluster: { name, telemetry } }: WorkloadIntent): Problem[] {
  const unread = (rule: string, fix: string) => [{ field: 'logs.directory', value: directory, rule, fix }];
  if (!telemetry) return unread(`would be read by nobody: the cluster ${name} has no telemetry`, 'Leave logs out there, or give the Cluster its telemetry.');
  return telemetry.logFolders ?? true ? [] : unread(`would be read by nobody: the cluster ${name} collects no log folders`, 'Log to standard output there.');
}
