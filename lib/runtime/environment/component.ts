import { EnvFieldPaths, EnvValue, ResourceFieldPaths } from 'cdk8s-plus-27';
import { ENVIRONMENT_REASONS } from './reasons';
import { DOMAIN, RELEASE_LABEL } from '../../labels/keys';
import { kubeletText } from '../../languages/kubelet';
import { commonValue, plainValue } from '../../pod/plain-env';
import { PodPlan } from '../../pod/pod-plan';
import { FieldReasons } from '../../tree/field-reasons';
import { share } from '../../yaml/shared';
import { Component } from '../component';
import { ComponentScope } from '../component-scope';
import { Phase } from '../phase';
import { WorkloadIntent } from '../workload-intent';

/** Sets variables with the identity, location and resource limits of the application, also for OpenTelemetry SDKs. */
export class EnvironmentComponent extends Component {
  public readonly name = 'environment';
  public readonly phase = Phase.ENVIRONMENT;
  public readonly purpose?: string = 'variables that tell the application what and where it is';

  public addTo(pod: PodPlan, workload: WorkloadIntent, _beside: ComponentScope): void {
    pod.addLabel(RELEASE_LABEL, workload.release);
    for (const [name, value] of variablesOf(workload)) pod.addEnv(name, value);
  }

  /** @internal */
  public _reasons(): FieldReasons {
    return ENVIRONMENT_REASONS;
  }
}

type Variables = [name: string, value: EnvValue][];

function variablesOf(workload: WorkloadIntent): Variables {
  return [
    own('PLATFORM_SERVICE', workload.name),
    own('PLATFORM_VERSION', workload.version),
    own('PLATFORM_OWNER', workload.owner.team),
    common('PLATFORM_CLUSTER', workload.cluster.name),
    common('PLATFORM_ENVIRONMENT', workload.cluster.environment),
    common('PLATFORM_REGION', workload.cluster.region),
    own('PLATFORM_NAMESPACE', workload.namespace),
    common('PLATFORM_RELEASE', workload.release),
    POD_VARIABLES,
    workload.usesNodeDisk ? DISK_VARIABLES : [],
    own('OTEL_SERVICE_NAME', workload.name),
    [['OTEL_RESOURCE_ATTRIBUTES', EnvValue.fromValue(resourceAttributes(workload))] as Variables[number]],
  ].flat();
}

function own(name: string, value: string | undefined): Variables {
  return value === undefined ? [] : [[name, plainValue(value)]];
}

function common(name: string, value: string | undefined): Variables {
  return value === undefined ? [] : [[name, commonValue(name, value)]];
}

const POD_VARIABLES: Variables = [
  ['PLATFORM_NODE', EnvValue.fromFieldRef(EnvFieldPaths.NODE_NAME)],
  ['PLATFORM_POD_NAME', EnvValue.fromFieldRef(EnvFieldPaths.POD_NAME)],
  ['PLATFORM_POD_UID', EnvValue.fromFieldRef(EnvFieldPaths.POD_UID)],
  ['PLATFORM_POD_IP', EnvValue.fromFieldRef(EnvFieldPaths.POD_IP)],
  // Millicores and bytes. An unset limit shows what the node can allocate.
  ['PLATFORM_CPU_REQUEST', EnvValue.fromResource(ResourceFieldPaths.CPU_REQUEST, { divisor: '1m' })],
  ['PLATFORM_CPU_LIMIT', EnvValue.fromResource(ResourceFieldPaths.CPU_LIMIT, { divisor: '1m' })],
  ['PLATFORM_MEMORY_REQUEST', EnvValue.fromResource(ResourceFieldPaths.MEMORY_REQUEST, { divisor: '1' })],
  ['PLATFORM_MEMORY_LIMIT', EnvValue.fromResource(ResourceFieldPaths.MEMORY_LIMIT, { divisor: '1' })],
];

const DISK_VARIABLES: Variables = [
  ['PLATFORM_DISK_REQUEST', EnvValue.fromResource(ResourceFieldPaths.STORAGE_REQUEST, { divisor: '1' })],
  ['PLATFORM_DISK_LIMIT', EnvValue.fromResource(ResourceFieldPaths.STORAGE_LIMIT, { divisor: '1' })],
];

for (const [, value] of POD_VARIABLES.concat(DISK_VARIABLES)) share(value);

/** Names follow the OpenTelemetry semantic conventions. The kubelet fills in the values that differ between pods. */
function resourceAttributes(workload: WorkloadIntent): string {
  const attributes: [string, string | undefined][] = [
    ['service.namespace', workload.namespace],
    ['service.version', workload.version],
    ['deployment.environment.name', workload.cluster.environment],
    ['cloud.region', workload.cluster.region],
    ['k8s.cluster.name', workload.cluster.name],
    ['k8s.namespace.name', workload.namespace],
    [`${DOMAIN}.team`, workload.owner.team],
  ];
  return [
    ...attributes.flatMap(([key, value]) => value === undefined ? [] : [`${key}=${encoded(value)}`]),
    'k8s.node.name=$(PLATFORM_NODE)',
    'k8s.pod.name=$(PLATFORM_POD_NAME)',
    'k8s.pod.uid=$(PLATFORM_POD_UID)',
  ].join(',');
}

function encoded(value: string): string {
  return ORDINARY.test(value) ? value : kubeletText(encodeURIComponent(value));
}

/** What is encoded as itself. */
const ORDINARY = /^[-A-Za-z0-9_.]*$/;
