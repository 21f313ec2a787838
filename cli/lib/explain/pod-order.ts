/** A step of the start of a pod; each comes after the one before it. */
export interface StartStep {
  readonly container: string;
  readonly role: 'init' | 'sidecar' | 'container';
  /** Whether it is among the init containers of the pod, as sidecars are from Kubernetes 1.29 on. */
  readonly inInit: boolean;
  /** What the next step waits for: `it has ended`. */
  readonly until: string;
  /** Whether the next step waits at all. */
  readonly holds: boolean;
  /** When it may get requests; empty if nothing is asked. */
  readonly ready: string;
}

/** What happens to a container once its pod is deleted. */
export interface StopStep {
  readonly container: string;
  /** What runs first, at the moment of the deletion: `sleeps 10 s`; empty if nothing does. */
  readonly hook: string;
  /** How long that takes, if it is known. */
  readonly hookSeconds?: number;
  /** When it gets SIGTERM. */
  readonly term: string;
  /** In which turn it gets SIGTERM, from 0. */
  readonly turn: number;
}

interface Container {
  readonly name: string;
  readonly restartPolicy?: string;
  readonly startupProbe?: object;
  readonly readinessProbe?: object;
  readonly lifecycle?: { readonly postStart?: Hook; readonly preStop?: Hook };
}

interface Hook {
  readonly exec?: { readonly command?: string[] };
  readonly httpGet?: { readonly path?: string; readonly port?: number | string };
  readonly sleep?: { readonly seconds: number };
}

interface Spec {
  readonly initContainers?: Container[];
  readonly containers: Container[];
  readonly terminationGracePeriodSeconds?: number;
}

/** Init containers one after the other, then the others in their order, as the kubelet starts them. */
export function startOf({ initContainers = [], containers }: Spec, application: string): StartStep[] {
  const early = initContainers.map((container): StartStep => {
    const isSidecar = container.restartPolicy === 'Always';
    if (!isSidecar) {
      return {
        container: container.name, role: 'init', inInit: true, until: 'it has ended without an error', holds: true, ready: '',
      };
    }
    return { container: container.name, role: 'sidecar', inInit: true, ...startedBy(container), ready: readyBy(container) };
  });
  const later = containers.map((container): StartStep => ({
    container: container.name,
    role: container.name === application ? 'container' : 'sidecar',
    inInit: false,
    ...startedByHook(container),
    ready: readyBy(container),
  }));
  return [...early, ...later];
}

/** A native sidecar holds back what comes after it until it has started: by its hook and its startup probe. */
function startedBy(container: Container): Pick<StartStep, 'until' | 'holds'> {
  const { lifecycle, startupProbe } = container;
  const waits = [
    ...(lifecycle?.postStart ? ['its postStart hook has ended'] : []), ...(startupProbe ? ['its startup probe succeeds'] : []),
  ];
  return waits.length > 0 ? { until: waits.join(', and '), holds: true } : { until: 'it runs', holds: false };
}

/** The kubelet starts the next container once the hook of this one has ended, and waits for no probe. */
function startedByHook({ lifecycle }: Container): Pick<StartStep, 'until' | 'holds'> {
  return lifecycle?.postStart ? { until: 'its postStart hook has ended', holds: true } : { until: 'it runs', holds: false };
}

function readyBy({ readinessProbe, startupProbe }: Container): string {
  const asked = [...(startupProbe ? ['startup probe'] : []), ...(readinessProbe ? ['readiness probe'] : [])];
  return asked.join(', then ');
}

/**
 * All hooks run at the moment of the deletion. Then a container gets SIGTERM, but native sidecars only once the others have
 * ended, the last one first.
 */
export function stopOf({ initContainers = [], containers }: Spec, application: string, version: string): StopStep[] {
  const native = initContainers.filter(({ restartPolicy }) => restartPolicy === 'Always');
  const first = containers.map(container => stepOf(container, 0, container.lifecycle?.preStop
    ? 'once its hook has ended' : 'at once'));
  const ordered = [...containers].sort((a, b) => Number(b.name === application) - Number(a.name === application));
  const sorted = ordered.map(({ name }) => first.find(({ container }) => container === name)!);
  const after = containers.length === 1 ? `once ${containers[0].name} has ended` : 'once all of these have ended';
  const late = [...native].reverse().map((container, n, all) => stepOf(
    container, n + 1, n === 0 ? after : `once ${all[n - 1].name} has ended`,
  ));
  return Number(version.split('.')[1] ?? 0) >= 29 ? [...sorted, ...late] : sorted;
}

function stepOf({ name, lifecycle }: Container, turn: number, term: string): StopStep {
  const hook = lifecycle?.preStop;
  const seconds = hook && secondsOf(hook);
  return {
    container: name, hook: hook ? inWords(hook, seconds) : '', ...(seconds !== undefined && { hookSeconds: seconds }), term, turn,
  };
}

function secondsOf({ sleep, exec }: Hook): number | undefined {
  if (sleep) return sleep.seconds;
  const [program, seconds, ...more] = exec?.command ?? [];
  return program === 'sleep' && more.length === 0 && /^\d+$/.test(seconds ?? '') ? Number(seconds) : undefined;
}

function inWords({ httpGet, exec }: Hook, seconds: number | undefined): string {
  if (seconds !== undefined) return `sleeps ${seconds} s`;
  if (httpGet) return `asks ${httpGet.path ?? '/'} on port ${httpGet.port}, which answers once it has drained`;
  const [program = 'a command'] = exec?.command ?? [];
  return `runs ${['sh', 'bash', '/bin/sh'].includes(program) ? 'a script' : program}`;
}
