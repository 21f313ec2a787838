import { ApiObject } from 'cdk8s';
import { ContainerProps } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import type { PodSpec } from 'kubernetes-types/core/v1';
import { artifactAnnotations, artifactProblems, imageOf } from './build';
import { clashProblems, containerPorts, labelProblems, portProblems, probeProblems, resourceProblems } from './container-problems';
import { Placement, placementOf } from './placement';
import { register, registered, registeredNames } from './registry';
import { ownerAnnotations, ownerLabels, Owner } from '../platform/owner';
import { Application } from '../pod/application';
import { containerSpec } from '../pod/container-spec';
import { PodPlan } from '../pod/pod-plan';
import { Artifact } from '../resources/artifact';
import { Caller } from '../resources/caller';
import { Config, ConfigProps, configVolume, createConfig } from '../resources/config';
import { nameProblems } from '../resources/names';
import { CallerPeer, NAME_LABEL, selectorLabels } from '../resources/network';
import { Channel } from '../runtime/channel';
import { Requirement } from '../runtime/requirement';
import { AppPort, WorkloadIntent } from '../runtime/workload-intent';
import { Problem, report, reportLater } from '../validation/problem';
import { known } from '../validation/suggest';

/** What every workload kind tells about itself. */
export interface WorkloadProps {
  readonly kind: string;
  readonly container: ContainerProps;
  readonly callers?: Caller[];
  readonly config?: ConfigProps;
  readonly artifact?: Artifact;
  readonly requirements?: Requirement[];
  readonly channel?: Channel;
  readonly priorityClassName?: string;
  readonly owner?: Owner;
  /** Whether HTTP is spoken on its ports. */
  readonly http: boolean;
  /** Whether a Service of its name leads to it. */
  readonly servesDns: boolean;
  readonly exposed: boolean;
  readonly drainSeconds: number;
  readonly stopSeconds: number;
  readonly scheduling: Partial<PodSpec>;
}

/** The scope of what components add beside a workload. */
const RUNTIME = 'runtime';

/** What all workload kinds share: from props to intent, the pod plan with the runtime in it, and objects with an owner. */
export class Workload {
  public readonly intent: WorkloadIntent;
  public readonly pod = new PodPlan();
  public readonly application: Application;
  public readonly config: Config;
  public readonly serviceAccount: ApiObject;
  /** What components added beside the workload. */
  public readonly runtimeObjects: ApiObject[];
  /** Who may reach the pods. */
  public readonly callers: CallerPeer[];
  /** Whether there was nothing to report of the container's ports. */
  public readonly portsAreRight: boolean;
  /** The port that only monitoring reaches. */
  public readonly metricsPort?: number;

  constructor(private readonly scope: Construct, props: WorkloadProps) {
    const problems: Problem[] = [];
    const name = scope.node.id;
    const placement = placementOf(scope, props.owner, props.channel ?? Channel.STABLE, problems);
    const ports = containerPorts(props.container);
    this.metricsPort = ports.find(port => port.name === 'metrics')?.number;
    this.callers = (props.callers ?? []).map(caller => ({ name: caller.name, namespace: caller.namespace ?? placement.namespace }));
    this.intent = intentOf(name, placement, appPorts(props), this.callers, props);

    const wrongPorts = portProblems(props.container);
    this.portsAreRight = wrongPorts.length === 0;
    problems.push(...nameProblems(name), ...wrongPorts, ...resourceProblems(props.container), ...artifactProblems(props));
    // cdk8s-plus throws at a port that is there twice; it is reported, and building goes on without ports.
    const container = this.portsAreRight ? props.container : withoutPorts(props.container);

    this.config = createConfig(scope, name, this.metadata(), props.config ?? {}, templateValues(this.intent));
    this.serviceAccount = this.object('service-account', 'v1', 'ServiceAccount', { automountServiceAccountToken: false });
    this.application = {
      name: container.name ?? 'app',
      container: { ...container, image: imageOf(props) },
      serviceAccount: name,
      drainSeconds: props.drainSeconds,
      stopSeconds: props.stopSeconds,
      envFrom: this.config.env ? [{ configMapRef: { name: this.config.env.name } }] : [],
      mounts: this.config.files ? [{ name: 'config', mountPath: this.config.mountPath, readOnly: true }] : [],
      priorityClassName: props.priorityClassName,
      scheduling: props.scheduling,
    };
    problems.push(...this.config.problems, ...probeProblems(containerSpec(this.application.name, container)), ...this.addRuntime(placement, props));
    this.runtimeObjects = scope.node.findChild(RUNTIME).node.findAll().filter((node): node is ApiObject => ApiObject.isApiObject(node));
    report(scope, ...problems);
    reportLater(scope, () => [
      ...clashProblems(this.application, Object.keys(props.config?.env ?? {}), this.pod),
      ...labelProblems(selectorLabels(this.intent.name, this.intent.kind), this.pod),
      ...this.nameCollisions(),
      ...this.missingCallers(props.callers ?? []),
    ]);
    register(scope, this.intent);
  }

  /** A native object of the workload, with its name and owner. */
  public object(id: string, apiVersion: string, kind: string, content: object): ApiObject {
    return new ApiObject(this.scope, id, { apiVersion, kind, metadata: { name: this.intent.name, ...this.metadata() }, ...content });
  }

  private metadata() {
    const { namespace, labels, annotations } = this.intent;
    return { namespace, labels, annotations };
  }

  private addRuntime(placement: Placement, props: WorkloadProps): Problem[] {
    const { intent, pod } = this;
    const labels = { ...intent.labels, ...selectorLabels(intent.name, intent.kind) };
    const annotations = { ...intent.annotations, ...artifactAnnotations(props.artifact) };
    for (const [label, value] of Object.entries(labels)) pod.addLabel(label, value);
    for (const [annotation, value] of Object.entries(annotations)) pod.addAnnotation(annotation, value);
    if (intent.version) pod.addLabel('app.kubernetes.io/version', intent.version);
    if (this.config.files) pod.addVolume(configVolume(this.config.files));

    const components = placement.release.components.filter(component => component.suits(intent));
    const beside = new Construct(this.scope, RUNTIME);
    for (const component of components) component.addTo(pod, intent, new Construct(beside, component.name));

    const names = components.map(component => component.name);
    return intent.requirements.filter(requirement => !names.includes(requirement.component)).map(requirement => ({
      field: 'requirements', value: requirement.component, rule: `the release ${placement.release.name} has no such component for this workload`, fix: known('components', names),
    }));
  }

  private nameCollisions(): Problem[] {
    const { cluster, namespace, name } = this.intent;
    const others = registered(this.scope, cluster.name, namespace, name).filter(other => other !== this.scope);
    return others.map(other => ({ field: 'name', value: name, rule: `is also the name of ${other.node.path}, in the same cluster and namespace`, fix: 'Rename one of the two, or give their charts different namespaces.' }));
  }

  private missingCallers(callers: Caller[]): Problem[] {
    const { cluster, namespace } = this.intent;
    return callers
      .filter(caller => !caller.elsewhere && registered(this.scope, cluster.name, caller.namespace ?? namespace, caller.name).length === 0)
      .map(caller => ({
        field: 'callers',
        value: `${caller.namespace ?? namespace}/${caller.name}`,
        rule: `is no workload of this app on the cluster ${cluster.name}`,
        fix: `${known('workloads', registeredNames(this.scope, cluster.name))} Write Caller.external(name, namespace) for another app's.`,
      }));
  }
}

function intentOf(name: string, placement: Placement, ports: AppPort[], callers: CallerPeer[], props: WorkloadProps): WorkloadIntent {
  const { cluster, namespace, owner, release } = placement;
  const host = `${name}.${namespace}.svc`;
  return {
    name,
    kind: props.kind,
    namespace,
    cluster,
    owner,
    release: release.name,
    version: props.artifact?.version,
    spiffeId: cluster.spiffeId(namespace, name),
    dnsNames: props.servesDns && ports.length > 0 ? [name, `${name}.${namespace}`, host, `${host}.${cluster.dnsDomain}`] : [],
    ports,
    callers: callers.map(caller => cluster.spiffeId(caller.namespace, caller.name)),
    exposed: props.exposed && ports.length > 0,
    drainSeconds: props.drainSeconds,
    stopSeconds: props.stopSeconds,
    requirements: props.requirements ?? [],
    labels: { [NAME_LABEL]: name, 'app.kubernetes.io/managed-by': 'cdk8s-pinterest', ...ownerLabels(owner) },
    annotations: ownerAnnotations(owner),
  };
}

/** The ports for callers: all but the one that is called `metrics`. */
function appPorts(props: WorkloadProps): AppPort[] {
  return containerPorts(props.container)
    .filter(port => port.name !== 'metrics')
    .map((port, n) => ({ name: port.name ?? (n === 0 ? (props.http ? 'http' : 'tcp') : `port-${port.number}`), number: port.number, http: props.http }));
}

function withoutPorts(container: ContainerProps): ContainerProps {
  return { ...container, port: undefined, portNumber: undefined, ports: undefined, readiness: undefined, liveness: undefined, startup: undefined };
}

function templateValues(workload: WorkloadIntent): Map<string, string> {
  const values: [string, string | undefined][] = [
    ['cluster', workload.cluster.name],
    ['dnsDomain', workload.cluster.dnsDomain],
    ['environment', workload.cluster.environment],
    ['namespace', workload.namespace],
    ['region', workload.cluster.region],
    ['service', workload.name],
    ['team', workload.owner.team],
    ['version', workload.version],
  ];
  return new Map(values.filter((entry): entry is [string, string] => entry[1] !== undefined));
}
