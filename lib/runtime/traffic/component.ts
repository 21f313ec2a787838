import { Duration, Size } from 'cdk8s';
import { ContainerLifecycle, Cpu, EnvFieldPaths, EnvValue, Handler, Probe } from 'cdk8s-plus-27';
import { CALL_FILES } from './call-files';
import { addCallVariables } from './call-variables';
import { haproxyConfig } from './haproxy-config';
import { memoryLimit, TrafficLimits, trafficLimits } from './limits';
import { ADMIN_PORT, mtlsPort, PLAIN_PORT, proxiedPorts } from './ports';
import { TRAFFIC_REASONS } from './reasons';
import { SHARED_FILES } from './shared-files';
import { stopScript } from './stop-script';
import { SidecarOptions } from '../../pod/container-options';
import { PodPlan } from '../../pod/pod-plan';
import { PodVolume } from '../../pod/pod-volume';
import { FieldReasons } from '../../tree/field-reasons';
import { madeOf, optionsOf } from '../../validation/options';
import { share } from '../../yaml/shared';
import { Component } from '../component';
import { ComponentScope } from '../component-scope';
import { IdentityComponent } from '../identity/component';
import { Phase } from '../phase';
import { WorkloadIntent } from '../workload-intent';

/** Properties of a TrafficComponent. */
export interface TrafficComponentProps {
  /** An HAProxy image, 3.0 or newer and built with Lua, with `sh`, `date` and `sleep`, as the official and Debian's are. */
  readonly image: string;
}

const PROPS = ['image'];

/**
 * Runs HAProxy as a sidecar: it accepts mTLS calls from declared callers, forwards them to the application in plain text, and
 * drains clients before the application stops. It carries the application's own calls to others over mTLS.
 */
export class TrafficComponent extends Component {
  public readonly name = 'traffic';
  public readonly phase = Phase.TRAFFIC;
  public readonly purpose?: string = 'mTLS: checks callers, carries calls, drains';

  private readonly sidecars = new Map<string, SidecarOptions>();

  constructor(private readonly props: TrafficComponentProps) {
    super();
    this.props = optionsOf(props, PROPS) as TrafficComponentProps;
    madeOf(this, props, PROPS);
  }

  public settings(): { [name: string]: string } {
    return { image: this.props.image };
  }

  public suits(workload: WorkloadIntent): boolean {
    return workload.calls.length > 0 || (workload.ports.length > 0 && workload.cluster.identity !== undefined);
  }

  public addTo(pod: PodPlan, workload: WorkloadIntent, beside: ComponentScope): void {
    addCallVariables(pod, workload);
    if (workload.cluster.identity === undefined) return;
    const limits = trafficLimits(workload.traffic);
    const config = beside.addConfigMap('proxy', { 'haproxy.cfg': haproxyConfig(workload, limits) });
    const shared = [
      ...(workload.ports.length > 0 ? [beside.addChartConfigMap('proxy', SHARED_FILES)] : []),
      ...(workload.calls.length > 0 ? [beside.addChartConfigMap('calls', CALL_FILES)] : []),
    ];
    pod.addVolume(PodVolume.of('proxy-config', {
      projected: { sources: [config, ...shared].map(({ name }) => ({ configMap: { name } })) },
    }));
    pod.addVolume(PodVolume.memory('proxy-run', Size.mebibytes(1)));
    pod.addSidecar('proxy', this.sidecarFor(workload, limits));
    for (const { name, mtls, plain } of proxiedPorts(workload.ports)) {
      pod.enterThrough(name, mtls);
      if (plain !== undefined) pod.exposeThrough(plain, name);
    }
    // Elsewhere Kubernetes itself lets the application wait. The drain begins in the sidecar's own hook, never over the network.
    if (!workload.cluster.version.preStopSleep) pod.drainThrough(ADMIN_PORT, '/drain');
  }

  /** Cached, since most workloads have the same sidecar. */
  private sidecarFor(workload: WorkloadIntent, limits: TrafficLimits): SidecarOptions {
    const { ports, calls } = workload;
    const exposed = ports.filter(port => port.exposed).length;
    const stop = stopScript(workload);
    const memory = memoryLimit(limits, ports.length, exposed, calls);
    const key = `${ports.length} ${exposed} ${memory} ${calls.length > 0} ${stop}`;
    const sidecar = this.sidecars.get(key) ?? this.sidecar(ports.length, exposed, memory, lifecycleOf(stop, calls.length > 0));
    this.sidecars.set(key, sidecar);
    return sidecar;
  }

  private sidecar(ports: number, exposed: number, memory: number, lifecycle: ContainerLifecycle): SidecarOptions {
    return {
      container: share({
        image: this.props.image,
        // With a master process, which the stop script asks for a reload, and in the foreground.
        command: ['haproxy', '-W', '-db', '-f', '/etc/haproxy/haproxy.cfg'],
        ports: [
          ...Array.from({ length: ports }, (_, n) => ({ name: n === 0 ? 'mtls' : `mtls-${n}`, number: mtlsPort(n) })),
          ...Array.from({ length: exposed }, (_, n) => ({ name: n === 0 ? 'plain' : `plain-${n}`, number: PLAIN_PORT + n })),
          { name: 'admin', number: ADMIN_PORT },
        ],
        envVariables: { POD_IPS: EnvValue.fromFieldRef(EnvFieldPaths.POD_IPS) },
        lifecycle,
        readiness: Probe.fromHttpGet('/healthz', { port: ADMIN_PORT, periodSeconds: Duration.seconds(2) }),
        liveness: Probe.fromHttpGet('/healthz', { port: ADMIN_PORT, periodSeconds: Duration.seconds(10) }),
        resources: { cpu: { request: Cpu.millis(10) }, memory: { request: Size.mebibytes(16), limit: Size.mebibytes(memory) } },
      }),
      mounts: [
        { volume: 'proxy-config', path: '/etc/haproxy' },
        { volume: 'proxy-run', path: '/run/haproxy', readOnly: false },
        { volume: IdentityComponent.VOLUME, path: IdentityComponent.FOLDER },
      ],
    };
  }

  /** @internal */
  public _reasons(): FieldReasons {
    return TRAFFIC_REASONS;
  }
}

/** The application's first call finds the proxy listening: all its sockets are there at once. */
const LISTENS = 'until [ -S /run/haproxy/admin.sock ]; do sleep 0.1; done';

function lifecycleOf(stop: string | undefined, calls: boolean): ContainerLifecycle {
  const run = (script: string) => Handler.fromCommand(['sh', '-c', script]);
  return { ...(calls && { postStart: run(LISTENS) }), ...(stop !== undefined && { preStop: run(stop) }) };
}
