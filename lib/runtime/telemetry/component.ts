import { EnvValue } from 'cdk8s-plus-27';
import { CLUSTER_ANNOTATION } from '../../labels/keys';
import { PodPlan } from '../../pod/pod-plan';
import { PodVolume } from '../../pod/pod-volume';
import { LogFiles, TELEMETRY } from '../../requirements/log-files';
import { Component } from '../component';
import { ComponentScope } from '../component-scope';
import { InstallTarget } from '../install-target';
import { Phase } from '../phase';
import { runtimeName } from '../runtime-name';
import { WorkloadIntent } from '../workload-intent';
import { COLLECTOR, installCollector, logVolume } from './collector';
import { logFileProblems } from './problems';
import { COLLECTOR_PORTS } from './settings';

/** Properties of a TelemetryComponent. */
export interface TelemetryComponentProps {
  /** An image of the OpenTelemetry collector, contrib distribution: 0.110.0 or a version that accepts the same configuration. */
  readonly image: string;
}

/**
 * Collects logs, metrics and traces with a collector on each node, which adds the owner, the service and the pod to them. The
 * pod only gets variables, by which an OpenTelemetry SDK or a statsd client finds the collector of its node.
 */
export class TelemetryComponent extends Component {
  public readonly name = TELEMETRY;
  public readonly phase = Phase.TELEMETRY;

  constructor(private readonly props: TelemetryComponentProps) {
    super();
  }

  public suits(workload: WorkloadIntent): boolean {
    const isCollector = workload.namespace === workload.runtimeNamespace
      && workload.name === runtimeName(COLLECTOR, workload.release);
    return !isCollector && (workload.cluster.telemetry !== undefined || LogFiles.among(workload.requirements).length > 0);
  }

  public addTo(pod: PodPlan, workload: WorkloadIntent, beside: ComponentScope): void {
    for (const files of LogFiles.among(workload.requirements)) this.addLogFolder(files, pod, workload, beside);
    if (!workload.cluster.telemetry) return;
    const host = `${runtimeName(COLLECTOR, workload.release)}.${workload.runtimeNamespace}.svc`;
    pod.addAnnotation(CLUSTER_ANNOTATION, workload.cluster.name);
    pod.addEnv('OTEL_EXPORTER_OTLP_ENDPOINT', EnvValue.fromValue(`http://${host}:${COLLECTOR_PORTS.otlpHttp}`));
    pod.addEnv('OTEL_EXPORTER_OTLP_PROTOCOL', EnvValue.fromValue('http/protobuf'));
    // By default the Node.js SDK sends no metrics.
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

  private addLogFolder(files: LogFiles, pod: PodPlan, workload: WorkloadIntent, beside: ComponentScope): void {
    beside.report(...logFileProblems(files, workload));
    const volume = logVolume(workload.release);
    pod.addVolume(PodVolume.emptyDir(volume, files.limit));
    pod.mount({ volume, path: files.directory, readOnly: false });
    pod.addEnv('PLATFORM_LOG_DIRECTORY', EnvValue.fromValue(files.directory));
  }
}
