import { Container, ContainerProps, EnvValue, k8s } from 'cdk8s-plus-27';
import type { Container as ContainerSpec, EnvVar, ResourceRequirements, SecurityContext, Volume } from 'kubernetes-types/core/v1';
import { capabilityName } from './capability';
import { inOrderOfUse } from './env-order';
import { cpuQuantity, quantity } from './quantity';
import { MOST_ITEMS } from '../validation/judge';
import { onceForShared, share } from '../yaml/shared';

/** A container as Kubernetes reads it. */
export interface RenderedContainer {
  readonly spec: ContainerSpec;
  /** In cdk8s-plus, volumes belong to the containers that mount them. */
  readonly volumes: Volume[];
  /** Why cdk8s-plus rejects the container. It is reported, and the spec then has only the name and the image. */
  readonly failure?: string;
}

/**
 * Renders a container; a shared one only once.
 *
 * The only place that calls cdk8s-plus' internal rendering: its probes, handlers,
 * variables and volumes can be read in no other way.
 */
export const renderContainer = onceForShared((props: ContainerProps, name: string): RenderedContainer => {
  try {
    return {
      spec: containerSpec(name, props),
      volumes: (props.volumeMounts ?? []).map(({ volume }) => (
        plain((volume as unknown as { _toKube(): Volume })._toKube()) as Volume
      )),
    };
  } catch (error) {
    return { spec: { name, image: props.image }, volumes: [], failure: (error as Error).message };
  }
});

/** Resources, pull policy and security context have our defaults, not those of cdk8s-plus. */
function containerSpec(name: string, props: ContainerProps): ContainerSpec {
  // Without resources: cdk8s-plus takes no fractions of a gibibyte of disk or of a mebibyte of memory.
  const rendered = plain(
    (new Container({ ...props, resources: {} }) as unknown as { _toKube(): k8s.Container })._toKube(),
  ) as ContainerSpec;
  return {
    name,
    image: props.image,
    imagePullPolicy: props.imagePullPolicy,
    command: rendered.command,
    args: rendered.args,
    workingDir: rendered.workingDir,
    ports: rendered.ports?.map(({ name: portName, containerPort, protocol = 'TCP', hostPort, hostIP }) => (
      { name: portName, containerPort, protocol, hostPort, hostIP }
    )),
    env: rendered.env && inOrderOfUse(rendered.env),
    envFrom: rendered.envFrom,
    resources: resources(props),
    volumeMounts: rendered.volumeMounts,
    startupProbe: props.startup && rendered.startupProbe,
    readinessProbe: rendered.readinessProbe,
    livenessProbe: rendered.livenessProbe,
    lifecycle: rendered.lifecycle,
    // Puts the last log lines of a failed container into the pod's status, where `kubectl get` shows them.
    terminationMessagePolicy: 'FallbackToLogsOnError',
    securityContext: securityContext(props),
  };
}

export const envVar = onceForShared(({ value, valueFrom }: EnvValue, name: string): EnvVar =>
  plain({ name, value, valueFrom }) as EnvVar);

/** Small enough for a test cluster; without requests, autoscaling and scheduling would not work. */
const DEFAULT_REQUESTS = { cpu: '100m', memory: '128Mi' };

function resources(props: ContainerProps): ResourceRequirements {
  const { cpu, memory, ephemeralStorage } = props.resources ?? {};
  const limits = {
    ...(cpu?.limit && { cpu: cpuQuantity(cpu.limit.amount) }),
    ...(memory?.limit && { memory: quantity(memory.limit) }),
    ...(ephemeralStorage?.limit && { 'ephemeral-storage': quantity(ephemeralStorage.limit) }),
  };
  const requests = {
    cpu: cpuQuantity((cpu?.request ?? cpu?.limit)?.amount ?? DEFAULT_REQUESTS.cpu),
    memory: memory?.request ?? memory?.limit ? quantity((memory.request ?? memory.limit)!) : DEFAULT_REQUESTS.memory,
    ...(ephemeralStorage?.request && { 'ephemeral-storage': quantity(ephemeralStorage.request) }),
  };
  return { requests, ...(Object.keys(limits).length > 0 && { limits }) };
}

/** Pod Security Standard *restricted*, and a read-only root file system, unless the user sets otherwise. */
function securityContext({ securityContext: wanted }: ContainerProps): SecurityContext {
  if (!wanted) return RESTRICTED;
  return {
    allowPrivilegeEscalation: wanted.allowPrivilegeEscalation ?? false,
    privileged: wanted.privileged || undefined,
    readOnlyRootFilesystem: wanted.readOnlyRootFilesystem ?? true,
    runAsNonRoot: wanted.ensureNonRoot ?? true,
    runAsUser: wanted.user,
    runAsGroup: wanted.group,
    capabilities: { drop: ['ALL'], add: wanted.capabilities?.add?.map(capabilityName) },
  };
}

const RESTRICTED: SecurityContext = share({
  allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, runAsNonRoot: true, capabilities: { drop: ['ALL'] },
});

/** cdk8s-plus wraps numbers and quantities in objects that only its own serializers unwrap. */
function plain(value: any): unknown {
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) {
    if (value.length > MOST_ITEMS) throw new Error(`a list of ${value.length} items is too long`);
    return value.map(plain);
  }
  if (value instanceof k8s.IntOrString || value instanceof k8s.Quantity) return value.value;
  const result: { [field: string]: unknown } = {};
  for (const field of Object.keys(value)) if (value[field] !== undefined) result[field] = plain(value[field]);
  return result;
}
