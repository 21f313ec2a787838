import { ClusterTelemetry } from './telemetry';
import { must, Problem } from '../validation/problem';

/** What is wrong with telemetry whose single strings are right. */
export function telemetryProblems({ containerLogs }: ClusterTelemetry, releases: string[]): Problem[] {
  return must(containerLogs === undefined || releases.includes(containerLogs), {
    field: 'telemetry.containerLogs',
    value: containerLogs,
    rule: 'is not a release of the cluster, so no collector would read the logs',
    fix: `Write one of ${releases.join(', ')}.`,
  });
}
