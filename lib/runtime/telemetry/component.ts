import { CLUSTER_ANNOTATION } from '../../labels/keys';
import { commonValue, plainValue } from '../../pod/plain-env';
import { PodPlan } from '../../pod/pod-plan';
import { PodVolume } from '../../pod/pod-volume';
import { LogFiles, TELEMETRY } from '../../requirements/log-files';
import { FieldReasons } from '../../tree/field-reasons';
import { madeOf, optionsOf } from '../../validation/options';
import { Component } from '../component';
import { ComponentScope } from '../component-scope';
import { HAPROXY } from '../haproxy-image';
import { InstallTarget } from '../install-target';
import { Phase } from '../phase';
import { runtimeName } from '../runtime-name';
import { WorkloadIntent } from '../workload-intent';
import { COLLECTOR, installCollector } from './collector';
import { addLogReader } from './log-reader';
import { logFileProblems } from './problems';
import { TELEMETRY_REASONS } from './reasons';
import { COLLECTOR_PORTS } from './settings';

/** Properties of a TelemetryComponent. */
export interface TelemetryComponentProps {
  /** An image of the OpenTelemetry collector, contrib distribution: 0.110.0 or a version that accepts the same configuration. */
  readonly image: string;

  /**
   * An image with `sh`, `sleep`, `find` and `chown`, which the collector's has not. It gives the collector its folders on the
   * node, and lets the last lines of log files be read before a pod ends.
   *
   * @default docker.io/library/haproxy:3.0
   */
  readonly toolsImage?: string;

  /**
   * An HAProxy image, 3.0 or newer, with Lua. It stands before a node's collector and gives each pod its share of it.
   *
   * @default docker.io/library/haproxy:3.0
   */
  readonly proxyImage?: string;
}

const PROPS = ['image', 'toolsImage', 'proxyImage'];

/**
 * Collects logs, metrics and traces with a collector on each node, which adds the owner, the service and the pod to them. The
 * pod only gets variables, by which an OpenTelemetry SDK or a statsd client finds the collector of its node, and a container that
 * reads its log files, if it has some.
 */
export class TelemetryComponent extends Component {
  public readonly name = TELEMETRY;
  public readonly phase = Phase.TELEMETRY;
  public readonly purpose?: string = 'logs, metrics and traces, with the collector of the node';

  constructor(private readonly props: TelemetryComponentProps) {
    super();
    this.props = optionsOf(props, PROPS) as TelemetryComponentProps;
    madeOf(this, props, PROPS);
  }

  public suits(workload: WorkloadIntent): boolean {
    const isCollector = workload.namespace === workload.runtimeNamespace
      && workload.name === runtimeName(COLLECTOR, workload.release);
    return !isCollector && (workload.cluster.telemetry !== undefined || LogFiles.among(workload.requirements).length > 0);
  }

  public addTo(pod: PodPlan, workload: WorkloadIntent, beside: ComponentScope): void {
    for (const files of LogFiles.among(workload.requirements)) this.addLogFolder(files, pod, workload, beside);
    if (!workload.cluster.telemetry) return;
    const host = collectorHost(workload);
    pod.addAnnotation(CLUSTER_ANNOTATION, workload.cluster.name);
    const common = (name: string, value: string) => pod.addEnv(name, commonValue(name, value));
    common('OTEL_EXPORTER_OTLP_ENDPOINT', otlpEndpoint(workload));
    common('OTEL_EXPORTER_OTLP_PROTOCOL', 'http/protobuf');
    // The gate looks into each request, and could not if it were compressed.
    common('OTEL_EXPORTER_OTLP_COMPRESSION', 'none');
    // By default the Node.js SDK sends no metrics.
    common('OTEL_METRICS_EXPORTER', 'otlp');
    common('STATSD_HOST', host);
    common('STATSD_PORT', `${COLLECTOR_PORTS.statsd}`);
  }

  public install(target: InstallTarget): void {
    if (target.cluster.telemetry) installCollector(target, target.cluster.telemetry, this.images);
  }

  public settings(): { [name: string]: string } {
    const { collector, tools, proxy } = this.images;
    return { image: collector, toolsImage: tools, proxyImage: proxy };
  }

  private get images() {
    const { image, toolsImage = HAPROXY, proxyImage = HAPROXY } = this.props;
    return { collector: image, tools: toolsImage, proxy: proxyImage };
  }

  private addLogFolder(files: LogFiles, pod: PodPlan, workload: WorkloadIntent, beside: ComponentScope): void {
    const problems = logFileProblems(files, workload);
    beside.report(...problems);
    const volume = runtimeName('logs', workload.release);
    pod.addVolume(PodVolume.emptyDir(volume, files.limit));
    pod.mount({ volume, path: files.directory, readOnly: false });
    pod.addEnv('PLATFORM_LOG_DIRECTORY', plainValue(files.directory));
    if (problems.length > 0) return;
    const { nativeSidecars } = workload.cluster.version;
    addLogReader(files, volume, this.images, otlpEndpoint(workload), nativeSidecars, pod, beside);
  }

  /** @internal */
  public _reasons(): FieldReasons {
    return TELEMETRY_REASONS;
  }
}

function collectorHost({ release, runtimeNamespace }: WorkloadIntent): string {
  return `${runtimeName(COLLECTOR, release)}.${runtimeNamespace}.svc`;
}

function otlpEndpoint(workload: WorkloadIntent): string {
  return `http://${collectorHost(workload)}:${COLLECTOR_PORTS.otlpHttp}`;
}
