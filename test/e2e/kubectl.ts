import { execFile, spawnSync } from 'node:child_process';
import { promisify } from 'node:util';

const KUBECTL = process.env.KUBECTL ?? 'kubectl';
const BUFFER = 64 * 1024 * 1024;

/** What kubectl said when it failed. */
class KubectlError extends Error {}

/** Runs kubectl against the cluster of KUBECONFIG; fails with its output. */
export function kubectl(args: string[], input?: string): string {
  const { status, stdout, stderr } = spawnSync(KUBECTL, args, { input, encoding: 'utf8', maxBuffer: BUFFER });
  if (status !== 0) throw new KubectlError(`kubectl ${args.join(' ')}: ${stderr}`);
  return stdout;
}

/** The same, asynchronously. */
export async function kubectlAsync(args: string[]): Promise<string> {
  return (await promisify(execFile)(KUBECTL, args, { encoding: 'utf8', maxBuffer: BUFFER })).stdout;
}

export function get(...args: string[]): any {
  return JSON.parse(kubectl(['get', ...args, '-o', 'json']));
}

/** Applies on the server, as Argo CD does; a warning is a failure. */
export function apply(manifest: string): void {
  const { status, stderr } = spawnSync(KUBECTL, ['apply', '--server-side', '-f', '-'], {
    input: manifest, encoding: 'utf8', maxBuffer: BUFFER,
  });
  if (status !== 0 || /warning/i.test(stderr)) throw new Error(`kubectl apply: ${stderr}`);
}

/**
 * A namespace that enforces a Pod Security Standard, by default the restricted one;
 * a template that violates it gives a warning.
 */
export function createNamespace(name: string, standard = 'restricted'): void {
  // A test that is tried once more finds its namespace on its way out.
  if (kubectl(['get', 'namespace', name, '--ignore-not-found', '-o', 'jsonpath={.status.phase}']) === 'Terminating') {
    kubectl(['wait', '--for=delete', `namespace/${name}`, '--timeout=180s']);
  }
  // Each test has a runtime of its own, of the same releases; for all of them, these are namespaces of the infrastructure team.
  const runtime = (name === 'platform' || name.endsWith('-runtime')) && { 'pinterest.com/runtime': 'test' };
  const labels = { ...runtime, 'pod-security.kubernetes.io/enforce': standard, 'pod-security.kubernetes.io/warn': standard };
  apply(JSON.stringify({ apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels } }));
}

export function rolledOut(namespace: string, ...deployments: string[]): void {
  for (const deployment of deployments) {
    kubectl(['rollout', 'status', `deployment/${deployment}`, '-n', namespace, '--timeout=180s']);
  }
}

/** Whether a call by the pinboard's application was refused: by the proxy, or before it by a NetworkPolicy that is enforced. */
export const refused = ({ status, error }: { status?: number; error?: string }): boolean =>
  status === 403 || error === 'timeout' || error === 'ECONNREFUSED';

/** Repeats until there is a result; what kubectl cannot do yet, such as a call to a pod that is not ready, is tried again. */
export async function eventually<T>(what: string, seconds: number, attempt: () => T | undefined | false): Promise<T> {
  let refusal: KubectlError | undefined;
  for (const end = Date.now() + seconds * 1000; Date.now() < end;) {
    try {
      refusal = undefined;
      const result = attempt();
      if (result !== undefined && result !== false) return result;
    } catch (error) {
      if (!(error instanceof KubectlError)) throw error;
      refusal = error;
    }
    await new Promise(resolve => setTimeout(resolve, 2000));
  }
  throw new Error(`not within ${seconds} s: ${what}`, { cause: refusal });
}

/** The versions of objects, once no controller changes them any more. */
export async function onceQuiet(seconds: number, versions: () => Record<string, string>): Promise<Record<string, string>> {
  let before = versions();
  await eventually('the controllers to be quiet', seconds, () => {
    const now = versions();
    const quiet = JSON.stringify(now) === JSON.stringify(before);
    before = now;
    return quiet;
  });
  return before;
}

/** The version of the cluster, such as 1.27; from KUBERNETES_VERSION if a server built from source does not know it. */
export function serverVersion(): string {
  if (process.env.KUBERNETES_VERSION !== undefined) return process.env.KUBERNETES_VERSION;
  const { major, minor } = JSON.parse(kubectl(['get', '--raw', '/version']));
  return `${major}.${parseInt(minor, 10)}`;
}
