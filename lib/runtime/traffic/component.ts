import { Duration, Size } from 'cdk8s';
import { Cpu, Probe } from 'cdk8s-plus-27';
import { SidecarOptions } from '../../pod/container-options';
import { PodPlan } from '../../pod/pod-plan';
import { PodVolume } from '../../pod/pod-volume';
import { share } from '../../yaml/shared';
import { Component } from '../component';
import { ComponentScope } from '../component-scope';
import { IdentityComponent } from '../identity/component';
import { Phase } from '../phase';
import { WorkloadIntent } from '../workload-intent';
import { haproxyConfig } from './haproxy-config';
import { ADMIN_PORT, mtlsPort, PLAIN_PORT, proxiedPorts } from './ports';
import { RENEW_LUA } from './renew-lua';
import { SPIFFE_LUA } from './spiffe-lua';

/** Properties of a TrafficComponent. */
export interface TrafficComponentProps {
  /** The HAProxy image: 2.6 or newer, with Lua, as all official and Debian's are. */
  readonly image: string;
}

/**
 * HAProxy beside the application: takes calls over mTLS from declared callers and hands them on in plain text,
 * and moves clients away before the application stops.
 */
export class TrafficComponent extends Component {
  public readonly name = 'traffic';
  public readonly phase = Phase.TRAFFIC;

  private readonly sidecars = new Map<string, SidecarOptions>();

  constructor(private readonly props: TrafficComponentProps) {
    super();
  }

  public settings(): { [name: string]: string } {
    return { image: this.props.image };
  }

  public suits(workload: WorkloadIntent): boolean {
    return workload.ports.length > 0 && workload.cluster.identity !== undefined;
  }

  public addTo(pod: PodPlan, workload: WorkloadIntent, beside: ComponentScope): void {
    const config = beside.addConfigMap('proxy', {
      'haproxy.cfg': haproxyConfig(workload),
      'renew.lua': RENEW_LUA,
      'spiffe.lua': SPIFFE_LUA,
    });
    pod.addVolume(PodVolume.configMap('proxy-config', config.name));
    pod.addVolume(PodVolume.memory('proxy-run', Size.mebibytes(1)));
    pod.addSidecar('proxy', this.sidecarFor(workload.ports.length, workload.exposed));
    for (const port of proxiedPorts(workload.ports)) pod.enterThrough(port.name, port.mtls);
    if (workload.exposed) pod.exposeThrough(PLAIN_PORT);
    pod.drainThrough(ADMIN_PORT, '/drain');
  }

  /** The proxies of most workloads are alike. */
  private sidecarFor(ports: number, exposed: boolean): SidecarOptions {
    const key = `${ports} ${exposed}`;
    const known = this.sidecars.get(key) ?? this.sidecar(ports, exposed);
    this.sidecars.set(key, known);
    return known;
  }

  private sidecar(ports: number, exposed: boolean): SidecarOptions {
    return {
      container: share({
        image: this.props.image,
        // A master that renew.lua can ask for a reload, in the foreground.
        command: ['haproxy', '-W', '-db', '-S', '/run/haproxy/master.sock,mode,600', '-f', '/etc/haproxy/haproxy.cfg'],
        ports: [
          ...Array.from({ length: ports }, (_, n) => ({ name: n === 0 ? 'mtls' : `mtls-${n}`, number: mtlsPort(n) })),
          ...(exposed ? [{ name: 'plain', number: PLAIN_PORT }] : []),
          { name: 'admin', number: ADMIN_PORT },
        ],
        readiness: Probe.fromHttpGet('/healthz', { port: ADMIN_PORT, periodSeconds: Duration.seconds(2) }),
        liveness: Probe.fromHttpGet('/healthz', { port: ADMIN_PORT, periodSeconds: Duration.seconds(10) }),
        resources: { cpu: { request: Cpu.millis(10) }, memory: { request: Size.mebibytes(16), limit: Size.mebibytes(192) } },
      }),
      mounts: [
        { volume: 'proxy-config', path: '/etc/haproxy' },
        { volume: 'proxy-run', path: '/run/haproxy', readOnly: false },
        { volume: IdentityComponent.VOLUME, path: IdentityComponent.FOLDER },
      ],
      // Takes no new connections, ends with the last one.
      stopCommand: 'kill -USR1 1; sleep 3600',
    };
  }
}
