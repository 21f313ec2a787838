import { ApiObject, JsonPatch, Lazy } from 'cdk8s';
import { PercentOrAbsolute } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { HostGrants } from './host-grants';
import { hostProblems } from './host-problems';
import { DaemonUpdate, UPDATE_RULE, updateProblems, updateStrategy } from '../../host/daemon-update';
import { HOST_SHAPE, HostAccess } from '../../host/host-access';
import { INodeDaemon } from '../../host/node-daemon';
import { Platform } from '../../platform/platform';
import { Caller } from '../../ports/caller';
import { Toleration, TOLERATION_SHAPE, tolerationSpec } from '../../requirements/toleration';
import { emptyOr, judged, listOf, mapOf, optional, text } from '../../validation/judge';
import { KINDS } from '../../validation/kinds';
import { must, Problem, report } from '../../validation/problem';
import { BOOLEAN } from '../../validation/scalars';
import { suggest } from '../../validation/suggest';
import { PinterestWorkload } from '../../workloads/pinterest-workload';
import { ServedWorkloadProps } from '../../workloads/service-options';
import { SERVED_FIELDS } from '../../workloads/service-shape';
import { serviceNames, Services } from '../../workloads/services';
import { WorkloadBase } from '../../workloads/workload-base';
import { workloadShape } from '../../workloads/workload-shape';

/**
 * Properties of a PinterestDaemon. `priorityClassName` is `system-node-critical` by default.
 * Without a readiness probe, the main port of its container must accept connections.
 */
export interface PinterestDaemonProps extends ServedWorkloadProps {
  /**
   * What it may access on its node, each with a reason.
   *
   * @default - nothing: its pods meet the restricted Pod Security Standard
   */
  readonly host?: HostAccess[];

  /**
   * Taints of nodes on which it runs nevertheless.
   *
   * @default - only those that Kubernetes tolerates for every daemon: not ready, under pressure or unschedulable
   */
  readonly tolerations?: Toleration[];

  /**
   * Labels of the nodes on which it runs.
   *
   * @default - all nodes
   */
  readonly nodeSelector?: { [label: string]: string };

  /**
   * How its pods are replaced when it changes.
   *
   * @default DaemonUpdate.unavailable(PercentOrAbsolute.percent(10))
   */
  readonly update?: DaemonUpdate;

  /**
   * Who may call it from inside the cluster.
   *
   * @default - nobody
   */
  readonly callers?: Caller[];

  /**
   * Whether every pod of the cluster may call it.
   *
   * @default false
   */
  readonly servesEveryPod?: boolean;
}

const KIND = 'PinterestDaemon';
const HEALTH_PORT = 'health';

const SHAPE = workloadShape({
  ...SERVED_FIELDS,
  host: optional(listOf(HOST_SHAPE)),
  tolerations: optional(listOf(TOLERATION_SHAPE)),
  nodeSelector: optional(mapOf(
    KINDS.labelKey, emptyOr(text(KINDS.labelValue, { fix: 'Write the value of the label on the nodes.' })),
  )),
  update: optional(UPDATE_RULE),
  servesEveryPod: optional(BOOLEAN),
});

/**
 * A pod on each node, for infrastructure only: it must be in one of the platform's `infrastructureNamespaces`.
 *
 * Its Service routes each pod to the daemon on its own node, at the container's own ports. Of these, `metrics` is for monitoring
 * and `health` for the kubelet: no pod reaches them.
 */
export class PinterestDaemon extends PinterestWorkload implements INodeDaemon {
  public readonly daemonSet: ApiObject;
  public readonly networkPolicy: ApiObject;

  /** @internal */
  protected readonly _base: WorkloadBase;

  private readonly services: Services;

  constructor(scope: Construct, id: string, props: PinterestDaemonProps) {
    super(scope, id);
    props = judged(this, props, SHAPE);
    const { container, host = [], tolerations = [], nodeSelector = {} } = props;
    const update = props.update ?? DaemonUpdate.unavailable(PercentOrAbsolute.percent(10));
    const grants = new HostGrants(host, container);
    const workload = new WorkloadBase(this, {
      ...props,
      priorityClassName: props.priorityClassName ?? 'system-node-critical',
    }, {
      kind: KIND,
      written: props,
      adoption: props.adoption,
      runsOnEveryNode: true,
      callers: props.callers,
      listens: true,
      servesEveryPod: props.servesEveryPod,
      probedPorts: [HEALTH_PORT],
      dnsNames: serviceNames(this.node.id, props),
      privileges: grants.privileges,
      podSpec: () => ({
        ...grants.spec,
        ...(Object.keys(nodeSelector).length > 0 && { nodeSelector }),
        ...(tolerations.length > 0 && { tolerations: tolerations.map(tolerationSpec) }),
      }),
    });
    this._base = workload;
    const { podLabels, pod, intent: { namespace } } = workload;
    const listed = workload.ports.filter(({ port }) => port.lastNumber === undefined);
    const ports = listed.map(({ port }) => port.number);
    report(this,
      ...namespaceProblems(namespace, Platform.of(this).infrastructureNamespaces),
      ...hostProblems(host, container, ports, props.security),
      ...updateProblems(update, grants.spec.hostNetwork ? ports : grants.ports),
    );
    grants.volumes.forEach(volume => pod.addVolume(volume));
    grants.mounts.forEach(mount => pod.mount(mount));
    for (const [annotation, value] of Object.entries(grants.annotations)) pod.addAnnotation(annotation, value);
    const hostPorts = ports.flatMap((port, n) =>
      grants.ports.includes(port) ? [JsonPatch.add(`/ports/${n}/hostPort`, port)] : []);
    if (workload.portsAreRight && hostPorts.length > 0) pod.patchContainer(workload.application.name, ...hostPorts);

    this.daemonSet = workload.podsObject('daemon-set', 'DaemonSet', {
      spec: Lazy.any({
        produce: () => ({
          selector: { matchLabels: podLabels }, updateStrategy: updateStrategy(update), template: workload.podTemplate(),
        }),
      }),
    });
    for (const [annotation, value] of Object.entries(grants.annotations)) {
      this.daemonSet.metadata.addAnnotation(annotation, value);
    }

    this.services = new Services(this, workload, props, { internalTrafficPolicy: 'Local' });
    workload.grantPermissions();
    this.networkPolicy = workload.networkPolicy();
  }

  /** Set if there is a port that somebody but the kubelet may reach. */
  public get service(): ApiObject | undefined {
    return this.services.main;
  }

  /** The Services of `moreServices`. */
  public get moreServices(): ApiObject[] {
    return this.services.more;
  }
}

function namespaceProblems(namespace: string, allowed: string[]): Problem[] {
  return must(allowed.includes(namespace), () => ({
    field: 'namespace',
    value: namespace,
    rule: 'is not an infrastructure namespace, and daemons run only in those',
    fix: `${suggest('infrastructure namespaces', allowed)} The Platform sets them as infrastructureNamespaces.`,
  }));
}
