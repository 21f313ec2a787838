import { ApiObject } from 'cdk8s';
import { ContainerProps } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { artifactAnnotations, imageOf } from './build';
import { addComponents } from './components';
import { acceptsConnections, portProblems, probedPort, withAllPorts } from './declared-ports';
import { accountOf } from './intent';
import { KindTraits } from './kind-traits';
import { Placement } from './placement';
import { PinterestWorkloadProps } from './workload-props';
import { withoutExpiry } from '../labels/expiry';
import { KIND_LABEL, VERSION_LABEL } from '../labels/keys';
import { selectorLabels } from '../labels/selector';
import { Application } from '../pod/application';
import { renderContainer } from '../pod/container-spec';
import { withExtendedResources } from '../pod/extended-resources';
import { withHealth } from '../pod/health-probes';
import { PodPlan } from '../pod/pod-plan';
import { asUser, securityFields } from '../pod/pod-security';
import { podSettings } from '../pod/pod-settings';
import { scratchMount, scratchVolume } from '../pod/scratch-folder';
import { Config, configVolume, createConfig, TemplateShards } from '../resources/config';
import { WorkloadIntent } from '../runtime/workload-intent';
import { Origin } from '../tree/origin';
import { Problem } from '../validation/problem';

/** The pods of a workload, and the objects created for them. */
export interface WorkloadPlan {
  /** The pod plan, for the kind to add to. */
  readonly pod: PodPlan;
  readonly application: Application;
  readonly config: Config;
  /** Its own, if it has one. */
  readonly serviceAccount?: ApiObject;
  /** Objects that components have added next to the workload. */
  readonly runtimeObjects: ApiObject[];
  /** The selector labels of its pods; they never change. */
  readonly podLabels: Record<string, string>;
  /** What is wrong with the container's ports; it is planned without them then. */
  readonly wrongPorts: Problem[];
  readonly problems: Problem[];
}

/** Step 3: the application, its configuration, and what the components of the runtime add. */
export function plan(
  scope: Construct, intent: WorkloadIntent, placement: Placement, props: PinterestWorkloadProps, traits: KindTraits, kind: Origin,
): WorkloadPlan {
  const podLabels = selectorLabels(intent.name, traits.kind, traits.adoption);
  const objects = createObjects(scope, intent, props, traits, kind);
  const pod = new PodPlan()._for(kind);
  addMetadata(pod, intent, podLabels, props);
  if (objects.config.files) pod.addVolume(configVolume(objects.config.files));
  const users = pod._for(Origin.user());
  for (const folder of props.scratch ?? []) {
    users.addVolume(scratchVolume(folder));
    users.mount(scratchMount(folder));
  }
  const { runtimeObjects, problems } = addComponents(scope, pod, intent, placement.release);
  const wrongPorts = portProblems(props);
  // cdk8s-plus throws at a duplicate port. We report it instead, and build on without ports.
  const container = wrongPorts.length === 0 ? listening(props, traits) : withoutPorts(props.container);
  const health = wrongPorts.length === 0 ? props.health : undefined;
  const probed = health && probedPort(props);
  const application = applicationOf(intent, { ...props, container, health, probed }, traits, objects.config, podLabels);
  return {
    ...objects, pod, application, runtimeObjects, podLabels, wrongPorts, problems: objects.config.problems.concat(problems),
  };
}

function createObjects(
  scope: Construct, intent: WorkloadIntent, props: PinterestWorkloadProps, { shards }: KindTraits, kind: Origin,
) {
  const metadata = { namespace: intent.namespace, labels: intent.labels, annotations: intent.annotations };
  const config = createConfig(scope, intent.name, metadata, props.config ?? {}, templateValues(intent, shards), shards);
  const serviceAccount = props.serviceAccount ? undefined : new ApiObject(scope, 'service-account', {
    apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: intent.name, ...metadata }, automountServiceAccountToken: false,
  });
  if (config.files) kind._attachTo(config.files);
  if (config.env) kind._attachTo(config.env);
  if (serviceAccount) kind._attachTo(serviceAccount);
  return { config, serviceAccount };
}

function addMetadata(
  pod: PodPlan, intent: WorkloadIntent, podLabels: Record<string, string>, { artifact }: PinterestWorkloadProps,
): void {
  // Those of the selector last: an adopted one has its own opinion of some.
  const labels: Record<string, string> = { ...withoutExpiry(intent.labels), [KIND_LABEL]: intent.kind, ...podLabels };
  const annotations = { ...intent.annotations, ...artifactAnnotations(artifact) };
  Object.keys(labels).forEach(label => pod.addLabel(label, labels[label]));
  Object.keys(annotations).forEach(annotation => pod.addAnnotation(annotation, annotations[annotation]));
  if (intent.version && podLabels[VERSION_LABEL] === undefined) pod.addLabel(VERSION_LABEL, intent.version);
}

/** What a user has set, with all ports in the container. */
interface ListeningProps extends PinterestWorkloadProps {
  /** The port that health checks ask unless they name another one. */
  readonly probed?: number;
}

function applicationOf(
  intent: WorkloadIntent, props: ListeningProps, traits: KindTraits, config: Config, podLabels: Record<string, string>,
): Application {
  const { container } = props;
  const name = container.name ?? 'app';
  return {
    name,
    container: asUser(withExtendedResources(
      withHealth(renderContainer({ ...container, image: imageOf(props) }, name), props.probed, props.health),
      props.extendedResources ?? {},
    ), props.security),
    serviceAccount: accountOf(intent.name, props),
    apiToken: (props.permissions ?? []).length > 0 || props.serviceAccount?._options.apiToken === true,
    drainSeconds: intent.drainSeconds,
    stopSeconds: intent.stopSeconds,
    runsToCompletion: intent.runsToCompletion,
    envFrom: config.env ? [{ configMapRef: { name: config.env.name } }] : [],
    mounts: config.mounts.concat(traits.mounts ?? []),
    configMounts: config.mounts,
    priorityClassName: props.priorityClassName,
    privileges: traits.privileges,
    security: props.security && securityFields(props.security),
    spec: podSettings(traits.podSpec?.(podLabels) ?? {}, props, intent.cluster, podLabels),
  };
}

function listening(props: PinterestWorkloadProps, { listens = false }: KindTraits): ContainerProps {
  const container = withAllPorts(props);
  const readiness = container.readiness ?? (listens ? acceptsConnections(props) : undefined);
  return readiness === undefined ? container : { ...container, readiness };
}

function withoutPorts(container: ContainerProps): ContainerProps {
  return {
    ...container,
    port: undefined,
    portNumber: undefined,
    ports: undefined,
    readiness: undefined,
    liveness: undefined,
    startup: undefined,
  };
}

/** The values that templates in the configuration may use. */
function templateValues(workload: WorkloadIntent, shards?: TemplateShards): Map<string, string> {
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
