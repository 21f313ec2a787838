import { ApiObject, Lazy } from 'cdk8s';
import { Construct } from 'constructs';
import { endpointProblems, NamedPort, ServicePort } from './endpoints';
import { claimNodePorts, nodePortCollisions, unusualNodePorts } from './node-ports';
import { isHeadless, MoreServiceOptions, ServedWorkloadProps, ServiceShape } from './service-options';
import { serviceProblems } from './service-problems';
import { WorkloadBase } from './workload-base';
import { reportLater } from '../validation/problem';
import { warn } from '../validation/warning';

/** The Services of a workload, beside the one that governs a StatefulSet. */
export class Services {
  /** The name of the main one. */
  public readonly name: string;
  /** Those for some of the ports. */
  public readonly more: ApiObject[];
  private made?: ApiObject;

  /**
   * @param own what the kind adds to the spec of the main one
   * @param numbered how many pods there are at most, if they have numbers
   */
  constructor(
    scope: Construct, private readonly workload: WorkloadBase, private readonly props: ServedWorkloadProps,
    private readonly own: object = {}, numbered?: number,
  ) {
    const { service, moreServices = [] } = props;
    this.name = service?.name ?? workload.intent.name;
    this.makeMain();
    // A sidecar that comes later may have the first port.
    workload.pod._whenPortsCome(() => this.makeMain());
    this.more = moreServices.map(options => (
      this.make(`service-${options.name}`, options.name, options, options.ports, this.onePod(options))
    ));
    if (service?.type || moreServices.length > 0) {
      claimNodePorts(scope, workload, props);
      warn(scope, ...unusualNodePorts(workload, props));
      reportLater(scope, () => nodePortCollisions(scope, workload, props));
    }
    reportLater(scope, () => {
      if (!workload.portsAreRight) return [];
      const ports = workload.endpoints.ofService(undefined, isHeadless(service));
      // Of a number for two doors another rule speaks.
      const twice = workload.endpoints.doubleDoors.length > 0 ? [] : endpointProblems(ports, props.ports && 'ports');
      return [...twice, ...serviceProblems(workload, props, numbered)];
    });
  }

  /** The one with all ports for clients; undefined if there is none. */
  public get main(): ApiObject | undefined {
    return this.made;
  }

  /** The port of the main one that ingress controllers and gateways call for a port of the application. */
  public exposed(name: string): ServicePort | undefined {
    return this.workload.endpoints.exposed(name, isHeadless(this.props.service));
  }

  private makeMain(): void {
    if (this.made || !this.workload.endpoints.areThere) return;
    this.made = this.make('service', this.name, this.props.service ?? {}, undefined, this.own);
  }

  /** What leads a Service to one pod: the label that the controller of StatefulSets gives it. */
  private onePod({ pod }: MoreServiceOptions): object {
    const { podLabels, podsOwner } = this.workload;
    return pod === undefined ? {} : { selector: { ...podLabels, 'statefulset.kubernetes.io/pod-name': `${podsOwner}-${pod}` } };
  }

  private make(id: string, name: string, shape: ServiceShape, ports?: string[], own: object = {}): ApiObject {
    const metadata = this.workload.metadata();
    const annotations = { ...metadata.annotations, ...shape.annotations, ...shape.type?._options.annotations };
    return this.workload.object(id, 'v1', 'Service', {
      metadata: { name, ...metadata, annotations },
      spec: Lazy.any({
        produce: () => ({
          selector: this.workload.podLabels,
          ...own,
          ...specOf(shape),
          ports: portsOf(shape, this.workload.endpoints.named(ports, isHeadless(shape))),
        }),
      }),
    });
  }
}

function specOf({ type, sessionAffinity, publishNotReadyAddresses }: ServiceShape): object {
  const { kind, _options: { sourceRanges = [], localTraffic, className, address } } = type ?? { kind: 'ClusterIP', _options: {} };
  return {
    ...(kind === 'Headless' && { clusterIP: 'None' }),
    ...(address !== undefined && { clusterIP: address }),
    ...((kind === 'NodePort' || kind === 'LoadBalancer') && { type: kind }),
    ...(localTraffic && { externalTrafficPolicy: 'Local' }),
    ...(sourceRanges.length > 0 && { loadBalancerSourceRanges: sourceRanges }),
    ...(className !== undefined && { loadBalancerClass: className }),
    ...(sessionAffinity && {
      sessionAffinity: 'ClientIP', sessionAffinityConfig: { clientIP: { timeoutSeconds: sessionAffinity.toSeconds() } },
    }),
    ...(publishNotReadyAddresses && { publishNotReadyAddresses }),
  };
}

function portsOf({ type }: ServiceShape, ports: NamedPort[]): object[] {
  const numbers = type?._options.ports;
  if (numbers === undefined) return ports.map(({ port }) => port);
  const ofNodes = new Map(Object.entries(numbers));
  return ports.map(({ name, port }) => ({ ...port, ...(ofNodes.has(name) && { nodePort: ofNodes.get(name) }) }));
}

/** The names of a workload's Services, the main one first. */
export function serviceNames(workload: string, { service, moreServices = [] }: ServedWorkloadProps): string[] {
  return [service?.name ?? workload, ...moreServices.map(({ name }) => name)];
}
