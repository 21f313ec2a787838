import { Size } from 'cdk8s';
import { EnvValue } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { COLLECTOR, installCollector, logVolume } from './collector';
import { logFileProblems, LogFilesRequirement, TELEMETRY } from '../../requirements/log-files';
import { CLUSTER_ANNOTATION } from './pod-attributes';
import { COLLECTOR_PORTS } from './settings';
import { PodPlan } from '../../pod/pod-plan';
import { PodVolume } from '../../pod/pod-volume';
import { Problem, report } from '../../validation/problem';
import { Component } from '../component';
import { InstallTarget } from '../install-target';
import { Phase } from '../phase';
import { runtimeName } from '../runtime-name';
import { WorkloadIntent } from '../workload-intent';

/** Properties of a TelemetryComponent. */
export interface TelemetryComponentProps {
  /** The image of the OpenTelemetry collector: the contrib distribution, 0.110.0 or a version that reads its configuration. */
  readonly image: string;
}

/**
 * Logs, metrics and traces by a collector on each node, with the owner, the service and the pod on them. In the pod are
 * variables alone, by which an OpenTelemetry SDK or a statsd client finds the collector of its node.
 */
export class TelemetryComponent extends Component {
  public readonly name = TELEMETRY;
  public readonly phase = Phase.TELEMETRY;

  constructor(private readonly props: TelemetryComponentProps) {
    super();
  }

  public suits(workload: WorkloadIntent): boolean {
    const isCollector = workload.namespace === workload.runtimeNamespace && workload.name === runtimeName(COLLECTOR, workload.release);
    return !isCollector && (workload.cluster.telemetry !== undefined || logFilesOf(workload) !== undefined);
  }

  public addTo(pod: PodPlan, workload: WorkloadIntent, beside: Construct): void {
    const requirement = logFilesOf(workload);
    if (requirement) this.addLogFolder(requirement, pod, workload, beside);
    if (!workload.cluster.telemetry) return;
    const host = `${runtimeName(COLLECTOR, workload.release)}.${workload.runtimeNamespace}.svc`;
    pod.addAnnotation(CLUSTER_ANNOTATION, workload.cluster.name);
    pod.addEnv('OTEL_EXPORTER_OTLP_ENDPOINT', EnvValue.fromValue(`http://${host}:${COLLECTOR_PORTS.otlpHttp}`));
    pod.addEnv('OTEL_EXPORTER_OTLP_PROTOCOL', EnvValue.fromValue('http/protobuf'));
    // An SDK of Node.js sends no metrics unless told.
    pod.addEnv('OTEL_METRICS_EXPORTER', EnvValue.fromValue('otlp'));
    pod.addEnv('STATSD_HOST', EnvValue.fromValue(host));
    pod.addEnv('STATSD_PORT', EnvValue.fromValue(`${COLLECTOR_PORTS.statsd}`));
  }

  public install(target: InstallTarget): void {
    if (target.cluster.telemetry) installCollector(target, target.cluster.telemetry, this.props.image);
  }

  public settings(): { [name: string]: string } {
    return { image: this.props.image };
  }

  private addLogFolder({ files }: LogFilesRequirement, pod: PodPlan, workload: WorkloadIntent, beside: Construct): void {
    report(beside, ...logFileProblems(files), ...collectionProblems(files.directory, workload));
    const volume = logVolume(workload.release);
    pod.addVolume(PodVolume.emptyDir(volume, files.limit ?? Size.gibibytes(1)));
    pod.mount({ volume, path: files.directory, readOnly: false });
    pod.addEnv('PLATFORM_LOG_DIRECTORY', EnvValue.fromValue(files.directory));
  }
}

function logFilesOf({ requirements }: WorkloadIntent): LogFilesRequirement | undefined {
  return requirements.find(requirement => requirement instanceof LogFilesRequirement);
}

function collectionProblems(directory: string, { cluster: { name, telemetry } }: WorkloadIntent): Problem[] {
  const unread = (rule: string, fix: string) => [{ field: 'logs.directory', value: directory, rule, fix }];
  if (!telemetry) return unread(`would be read by nobody: the cluster ${name} has no telemetry`, 'Leave logs out there, or give the Cluster its telemetry.');
  return telemetry.logFolders ?? true ? [] : unread(`would be read by nobody: the cluster ${name} collects no log folders`, 'Log to standard output there.');
}
