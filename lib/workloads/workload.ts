import { ApiObject, Duration } from 'cdk8s';
import { ContainerProps } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import type { PodSpec, PodTemplateSpec, VolumeMount } from 'kubernetes-types/core/v1';
import { artifactAnnotations, artifactProblems, imageOf } from './build';
import { containerPorts, portProblems } from './container-ports';
import { clashProblems, labelProblems, probeProblems, resourceProblems } from './container-problems';
import { Placement, placementOf } from './placement';
import { register, registered, registeredNames } from './registry';
import { securityProblems } from './security-problems';
import { checkExpiry, EXPIRY, expiryLabels, withoutExpiry } from '../platform/expiry';
import { ownerAnnotations, ownerLabels } from '../labels/owner';
import { Application, application, Privileges } from '../pod/application';
import { completionProblems } from '../pod/completion';
import { PodPlan } from '../pod/pod-plan';
import { renderPod } from '../pod/render';
import { watchingProblems } from '../pod/watching';
import { Channel } from '../requirements/channel';
import { Caller } from './caller';
import { Config, configVolume, createConfig } from '../resources/config';
import { nameProblems } from '../resources/names';
import { CallerPeer, NAME_LABEL, networkPolicySpec, NetworkPorts, selectorLabels } from '../resources/network';
import { Shards } from '../kinds/batch/shards';
import { DependencyRequirement } from '../requirements/dependency';
import { Discovery } from '../requirements/discovery';
import { Requirement } from '../requirements/requirement';
import { LogFilesRequirement } from '../requirements/log-files';
import { AppPort, WorkloadIntent } from '../runtime/workload-intent';
import { PinterestWorkloadProps } from './workload-props';
import { Problem, report, reportLater } from '../validation/problem';
import { known } from '../validation/suggest';

/** What every workload kind tells about itself, beside what its user says. */
export interface WorkloadTraits extends PinterestWorkloadProps {
  readonly kind: string;
  /** How long its name may be. */
  readonly longestName?: number;
  /** The names of its Services, the main one first. */
  readonly dnsNames?: string[];
  /** Whether a component may put itself before its ports, on which HTTP is spoken or something else. */
  readonly proxied?: boolean;
  readonly http?: boolean;
  readonly exposed?: boolean;
  readonly callers?: Caller[];
  /** How clients find its pods in ZooKeeper. */
  readonly discovery?: Discovery;
  /** How long a pod that is to stop still serves. */
  readonly drain?: Duration;
  /** Whether its pods end by themselves. */
  readonly runsToCompletion?: boolean;
  /** Whether its pods get a token for the Kubernetes API. */
  readonly apiToken?: boolean;
  /** What the pods may do that the restricted Pod Security Standard forbids. */
  readonly privileges?: Privileges;
  /** What the pods are told apart by, where they share one template. */
  readonly shards?: Shards;
  /** What the application mounts of volumes that are not in the pod plan. */
  readonly mounts?: VolumeMount[];
  /** What belongs to the kind in the pods' spec. */
  readonly podSpec?: (podLabels: Record<string, string>) => Partial<PodSpec>;
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
  /** The ports for callers, as the application opens them. */
  public readonly ports: AppPort[];
  /** Whether there was nothing to report of the container's ports. */
  public readonly portsAreRight: boolean;
  /** The labels by which its pods are found; they never change. */
  public readonly podLabels: Record<string, string>;
  /** The port that only monitoring reaches. */
  public readonly metricsPort?: number;

  constructor(private readonly scope: Construct, props: WorkloadTraits) {
    const problems: Problem[] = [];
    const name = scope.node.id;
    const channel = props.channel ?? Channel.STABLE;
    const placement = placementOf(scope, props.owner, channel, problems);
    const ports = containerPorts(props.container);
    this.metricsPort = ports.find(port => port.name === 'metrics')?.number;
    this.callers = (props.callers ?? []).map(caller => ({ name: caller.name, namespace: caller.namespace ?? placement.namespace }));
    this.ports = appPorts(props);
    this.intent = intentOf(name, placement, this.ports, this.callers, { ...props, expires: props.expires ?? EXPIRY.of(scope) });
    checkExpiry(scope, props.expires);

    const wrongPorts = portProblems(props.container);
    this.portsAreRight = wrongPorts.length === 0;
    this.podLabels = selectorLabels(name, props.kind);
    problems.push(...nameProblems(name, props.longestName), ...wrongPorts, ...resourceProblems(props.container), ...artifactProblems(props));
    // cdk8s-plus throws at a port that is there twice; it is reported, and building goes on without ports.
    const container = { ...(this.portsAreRight ? props.container : withoutPorts(props.container)), image: imageOf(props) };

    this.config = createConfig(scope, name, this.metadata(), props.config ?? {}, templateValues(this.intent, props.shards), props.shards);
    this.serviceAccount = this.object('service-account', 'v1', 'ServiceAccount', { automountServiceAccountToken: false });
    this.application = application({
      name: container.name ?? 'app',
      container,
      serviceAccount: name,
      apiToken: props.apiToken ?? false,
      drainSeconds: this.intent.drainSeconds,
      stopSeconds: this.intent.stopSeconds,
      runsToCompletion: props.runsToCompletion ?? false,
      envFrom: this.config.env ? [{ configMapRef: { name: this.config.env.name } }] : [],
      mounts: [...this.config.mounts, ...(props.mounts ?? [])],
      priorityClassName: props.priorityClassName,
      privileges: props.privileges,
      spec: props.podSpec?.(this.podLabels) ?? {},
    });
    problems.push(...this.config.problems, ...probeProblems(this.application.rendered), ...this.addRuntime(placement, props));
    this.runtimeObjects = scope.node.findChild(RUNTIME).node.findAll().filter((node): node is ApiObject => ApiObject.isApiObject(node));
    report(scope, ...problems);
    reportLater(scope, () => [
      ...clashProblems(this.application, Object.keys(props.config?.env ?? {}), this.pod),
      ...labelProblems(this.podLabels, this.pod),
      ...securityProblems(this.application, this.pod),
      ...completionProblems(this.application, this.pod, this.intent.cluster.version),
      ...watchingProblems(this.application, this.pod),
      ...this.nameCollisions(),
      ...this.missingCallers(props.callers ?? []),
    ]);
    register({ construct: scope, intent: this.intent, channel });
  }

  /** A native object of the workload, with its name and owner. */
  public object(id: string, apiVersion: string, kind: string, content: object): ApiObject {
    return new ApiObject(this.scope, id, { apiVersion, kind, metadata: { name: this.intent.name, ...this.metadata() }, ...content });
  }

  /** What the pods are, once everything is planned. */
  public podTemplate(): PodTemplateSpec {
    return renderPod(this.application, this.pod, this.intent.cluster.version);
  }

  /** Lets in declared callers and those gateways, at these ports. */
  public networkPolicy(ports: NetworkPorts, gatewayNamespaces: string[] = []): ApiObject {
    return this.object('network-policy', 'networking.k8s.io/v1', 'NetworkPolicy', {
      spec: networkPolicySpec(this.podLabels, this.intent.cluster, this.callers, gatewayNamespaces, ports),
    });
  }

  /** Labels, annotations and namespace of each object of the workload. */
  public metadata() {
    const { namespace, labels, annotations } = this.intent;
    return { namespace, labels, annotations };
  }

  private addRuntime(placement: Placement, props: WorkloadTraits): Problem[] {
    const { intent, pod } = this;
    const labels = { ...withoutExpiry(intent.labels), ...this.podLabels };
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
      .map(caller => `${caller.namespace ?? namespace}/${caller.name}`)
      .map(value => ({
        field: 'callers',
        value,
        rule: `is no workload of this app on the cluster ${cluster.name}`,
        fix: `${known('workloads', registeredNames(this.scope, cluster.name), value)} Write Caller.external(name, namespace) for another app's.`,
      }));
  }
}

function intentOf(name: string, placement: Placement, ports: AppPort[], callers: CallerPeer[], props: WorkloadTraits): WorkloadIntent {
  const { cluster, namespace, owner, release, runtimeNamespace } = placement;
  const proxied = props.proxied ? ports : [];
  return {
    name,
    kind: props.kind,
    namespace,
    cluster,
    owner,
    release: release.name,
    runtimeNamespace,
    version: props.artifact?.version,
    spiffeId: cluster.spiffeId(namespace, name),
    dnsNames: (ports.length > 0 ? props.dnsNames ?? [] : []).flatMap(each => [each, `${each}.${namespace}`, `${each}.${namespace}.svc`, `${each}.${namespace}.svc.${cluster.dnsDomain}`]),
    ports: proxied,
    callers: callers.map(caller => cluster.spiffeId(caller.namespace, caller.name)),
    exposed: (props.exposed ?? false) && proxied.length > 0,
    drainSeconds: (props.drain ?? Duration.seconds(0)).toSeconds(),
    stopSeconds: (props.stop ?? Duration.seconds(30)).toSeconds(),
    runsToCompletion: props.runsToCompletion ?? false,
    usesNodeDisk: props.container.resources?.ephemeralStorage !== undefined,
    requirements: requirementsOf(props),
    labels: { [NAME_LABEL]: name, 'app.kubernetes.io/managed-by': 'cdk8s-pinterest', ...ownerLabels(owner), ...expiryLabels(props.expires) },
    annotations: ownerAnnotations(owner),
  };
}

/** What it asks of any component, and what it asks of ours in properties of their own. */
function requirementsOf({ requirements = [], secrets = [], dependencies = [], discovery, logs }: WorkloadTraits): Requirement[] {
  return [
    ...requirements,
    ...secrets,
    ...dependencies.map(dependency => new DependencyRequirement(dependency)),
    ...(discovery ? [discovery] : []),
    ...(logs ? [new LogFilesRequirement(logs)] : []),
  ];
}

/** The ports for callers: all but the one that is called `metrics`. */
function appPorts(props: WorkloadTraits): AppPort[] {
  const { http = false } = props;
  return containerPorts(props.container)
    .filter(port => port.name !== 'metrics')
    .map((port, n) => ({ name: port.name ?? (n === 0 ? (http ? 'http' : 'tcp') : `port-${port.number}`), number: port.number, http }));
}

function withoutPorts(container: ContainerProps): ContainerProps {
  return { ...container, port: undefined, portNumber: undefined, ports: undefined, readiness: undefined, liveness: undefined, startup: undefined };
}

function templateValues(workload: WorkloadIntent, shards?: Shards): Map<string, string> {
  const values: [string, string | undefined][] = [
    ['cluster', workload.cluster.name],
    ['dnsDomain', workload.cluster.dnsDomain],
    ['environment', workload.cluster.environment],
    ['namespace', workload.namespace],
    ['region', workload.cluster.region],
    ['service', workload.name],
    ['shards', shards && `${shards.total}`],
    ['team', workload.owner.team],
    ['version', workload.version],
  ];
  return new Map(values.filter((entry): entry is [string, string] => entry[1] !== undefined));
}
