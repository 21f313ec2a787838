import { Duration, Size } from 'cdk8s';
import { Container, ContainerProps, EnvValue, k8s, Volume as CdkVolume } from 'cdk8s-plus-27';
import type {
  Container as ContainerSpec, ContainerPort, EnvVar, Probe, ResourceRequirements, SecurityContext, Volume, VolumeMount,
} from 'kubernetes-types/core/v1';
import { capabilityName } from './capability';
import { inOrderOfUse } from './env-order';
import { cpuQuantity, quantity } from './quantity';
import { keptVolume } from './volume-source';
import { MOST_ITEMS } from '../validation/judge';
import { messageOf } from '../validation/message';
import { Problem } from '../validation/problem';
import { onceForShared, share } from '../yaml/shared';

/** A container as Kubernetes reads it. */
export interface RenderedContainer {
  readonly spec: ContainerSpec;
  /** In cdk8s-plus, volumes belong to the containers that mount them. */
  readonly volumes: Volume[];
  /** What cdk8s-plus rejects in the container, if not all of it. It is reported, and the spec then has only name and image. */
  readonly failure?: Problem;
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
      volumes: (props.volumeMounts ?? []).map(({ volume }) => volumeOf(volume)),
    };
  } catch (error) {
    return { spec: { name, image: props.image }, volumes: [], failure: failureOf(props, messageOf(error)) };
  }
});

/** The properties that have code of cdk8s-plus in them; each may be the one that fails. */
const PARTS = ['startup', 'readiness', 'liveness', 'lifecycle', 'envFrom', 'envVariables', 'volumeMounts'] as const;

/** cdk8s-plus names no property: the one that fails by itself. */
function failureOf(props: ContainerProps, message: string): Problem {
  const part = PARTS.find(each => props[each] !== undefined && fails({ image: props.image, [each]: props[each] }));
  const given = part === undefined ? undefined : (props[part] as { readonly probeOptions?: object }).probeOptions;
  const time = Object.entries(given ?? {}).find(([name, value]) => (
    name.endsWith('Seconds') && value !== undefined && !(value instanceof Duration)
  ));
  if (time) {
    const [name, value] = time;
    return { field: `${part}.${name}`, value, rule: 'must be a Duration', fix: 'Write for example Duration.seconds(10).' };
  }
  return { field: part ?? '', rule: `is rejected by cdk8s-plus: ${message}`, fix: 'Correct the container.' };
}

function fails(props: ContainerProps): boolean {
  try {
    containerSpec('app', props);
    return false;
  } catch {
    return true;
  }
}

/** Its size in the canonical form: cdk8s-plus has it in mebibytes. */
function volumeOf(volume: CdkVolume): Volume {
  const { emptyDir, ...rest } = plain((volume as unknown as { _toKube(): Volume })._toKube()) as Volume;
  const mebibytes = /^(\d+)Mi$/.exec(emptyDir?.sizeLimit ?? '')?.[1];
  return keptVolume({
    ...rest,
    ...(emptyDir && {
      emptyDir: { ...emptyDir, ...(mebibytes !== undefined && { sizeLimit: quantity(Size.mebibytes(Number(mebibytes))) }) },
    }),
  });
}

/** Resources, pull policy and security context have our defaults, not those of cdk8s-plus. */
function containerSpec(name: string, props: ContainerProps): ContainerSpec {
  // Without resources: cdk8s-plus takes no fractions of a gibibyte of disk or of a mebibyte of memory. The image is ours, too.
  const rendered = plain(
    (new Container({ ...props, image: '', resources: {} }) as unknown as { _toKube(): k8s.Container })._toKube(),
  ) as ContainerSpec;
  return {
    name,
    image: props.image,
    imagePullPolicy: props.imagePullPolicy,
    command: unlessEmpty(rendered.command),
    args: unlessEmpty(rendered.args),
    workingDir: rendered.workingDir || undefined,
    ports: rendered.ports?.map(portOf),
    env: rendered.env && inOrderOfUse(rendered.env.map(withoutEmpty)),
    envFrom: rendered.envFrom?.map(({ prefix, ...source }) => ({ ...(prefix && { prefix }), ...source })),
    resources: resources(props),
    volumeMounts: rendered.volumeMounts?.map(keptMount),
    startupProbe: props.startup && keptProbe(rendered.startupProbe),
    readinessProbe: keptProbe(rendered.readinessProbe),
    livenessProbe: keptProbe(rendered.livenessProbe),
    lifecycle: rendered.lifecycle,
    // Puts the last log lines of a failed container into the pod's status, where `kubectl get` shows them.
    terminationMessagePolicy: 'FallbackToLogsOnError',
    securityContext: securityContext(props),
  };
}

export const envVar = onceForShared(({ value, valueFrom }: EnvValue, name: string): EnvVar =>
  withoutEmpty(plain({ name, value, valueFrom }) as EnvVar));

/* What the API server does not keep would differ from what is there for ever: it is not written. */

function withoutEmpty({ value, ...variable }: EnvVar): EnvVar {
  if (value === undefined || value === '') return variable;
  const { name, ...rest } = variable;
  return { name, value, ...rest };
}

function unlessEmpty<T>(list: T[] | undefined): T[] | undefined {
  return list && list.length > 0 ? list : undefined;
}

function keptMount({ readOnly, subPath, subPathExpr, ...mount }: VolumeMount): VolumeMount {
  return { ...mount, ...(readOnly && { readOnly }), ...(subPath && { subPath }), ...(subPathExpr && { subPathExpr }) };
}

/** Zero is as if it were left out; three failures are what the API server then takes. */
function keptProbe(probe: Probe | undefined): Probe | undefined {
  if (!probe) return undefined;
  const { failureThreshold, ...rest } = probe;
  const kept = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== 0)) as Probe;
  return { failureThreshold: failureThreshold || 3, ...kept };
}

/** cdk8s-plus has another name for the address. */
function portOf({ name, containerPort, protocol = 'TCP', hostPort, ...rest }: ContainerPort): ContainerPort {
  return { name, containerPort, protocol, hostPort: hostPort || undefined, hostIP: (rest as { hostIp?: string }).hostIp };
}

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
    capabilities: { drop: ['ALL'], add: unlessEmpty(wanted.capabilities?.add?.map(capabilityName)) },
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
