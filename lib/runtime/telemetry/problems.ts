import { CONFIG_FOLDER, POSITIONS_FOLDER } from './log-reader';
import { LogFiles } from '../../requirements/log-files';
import { mountPathProblems } from '../../validation/absolute-path';
import { must, Problem } from '../../validation/problem';
import { WorkloadIntent } from '../workload-intent';

/** Problems with a log folder. */
export function logFileProblems({ directory }: LogFiles, workload: WorkloadIntent): Problem[] {
  return [
    ...mountPathProblems('logs.directory', directory, '/var/log/app'),
    ...patternProblems(directory),
    ...collectionProblems(directory, workload),
  ];
}

/** The reader finds files by a pattern that begins with the folder. */
function patternProblems(directory: string): Problem[] {
  const [character] = /[*?[\]{}\\]|\p{Cc}/u.exec(directory) ?? [];
  const taken = [CONFIG_FOLDER, POSITIONS_FOLDER].includes(directory.replace(/\/+$/, ''));
  return [
    ...must(character === undefined, () => ({
      field: 'logs.directory',
      value: directory,
      rule: `must not contain ${JSON.stringify(character)}, which would be part of a pattern of files`,
      fix: 'Write for example "/var/log/app".',
    })),
    ...must(!taken, {
      field: 'logs.directory',
      value: directory,
      rule: 'is a folder of the reader itself',
      fix: 'Write for example "/var/log/app".',
    }),
  ];
}

function collectionProblems(directory: string, workload: WorkloadIntent): Problem[] {
  const { cluster: { name, telemetry, version }, runsToCompletion } = workload;
  const problem = (why: string, fix: string): Problem => (
    { field: 'logs.directory', value: directory, rule: `would not be collected: the cluster ${name} ${why}`, fix }
  );
  if (!telemetry) return [problem('has no telemetry', 'Set telemetry on the Cluster, or leave out logs for that cluster.')];
  return must(version.nativeSidecars || !runsToCompletion, problem(
    `has Kubernetes ${version}, where a reader beside it would keep the pod from ending`,
    'Log to standard output there, or run on Kubernetes 1.29.',
  ));
}
