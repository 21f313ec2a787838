import { apply, createNamespace, eventually, kubectl, kubectlAsync } from '../kubectl';

/** What an attacker's pod is given besides its script. */
export interface HostilePod {
  /** @default node:20, as the pinboard's image has it */
  readonly image?: string;
  readonly command: string[];
  readonly labels?: { [name: string]: string };
  readonly annotations?: { [name: string]: string };
  readonly volumes?: object[];
  readonly mounts?: object[];
  readonly node?: string;
}

/** A hostile team: a namespace that enforces Pod Security restricted, and pods without an API token. */
export class Tenant {
  constructor(public readonly namespace: string) {
    createNamespace(namespace);
  }

  /** Starts a pod as any tenant may, and waits until it is ready. */
  public run(name: string, pod: HostilePod): void {
    apply(JSON.stringify(this.manifest(name, pod)));
    kubectl(['wait', '--for=condition=Ready', `pod/${name}`, '-n', this.namespace, '--timeout=120s']);
  }

  /** Runs a program in the pod and returns what it prints. */
  public exec(name: string, ...command: string[]): string {
    return kubectl(['exec', name, '-n', this.namespace, '--', ...command]);
  }

  /** Starts a program in the pod; the promise is for what it has printed when it ends. */
  public start(name: string, ...command: string[]): Promise<string> {
    return kubectlAsync(['exec', name, '-n', this.namespace, '--', ...command]);
  }

  public remove(): void {
    kubectl(['delete', 'namespace', this.namespace, '--wait=false', '--ignore-not-found']);
  }

  public manifest(name: string, { image, command, labels, annotations, volumes = [], mounts = [], node }: HostilePod): object {
    return {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name, namespace: this.namespace, labels, annotations },
      spec: {
        automountServiceAccountToken: false,
        ...(node !== undefined && { nodeSelector: { 'kubernetes.io/hostname': node } }),
        tolerations: [{ operator: 'Exists' }],
        terminationGracePeriodSeconds: 1,
        securityContext: {
          runAsNonRoot: true, runAsUser: 10001, runAsGroup: 10001, fsGroup: 10001, seccompProfile: { type: 'RuntimeDefault' },
        },
        volumes,
        containers: [{
          name: 'attacker',
          image: image ?? 'registry.example.com/pinboard:1.0.0',
          imagePullPolicy: 'IfNotPresent',
          command,
          volumeMounts: mounts,
          securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
        }],
      },
    };
  }
}

const POLICIES = 'validatingadmissionpolicies,validatingadmissionpolicybindings';

/**
 * Removes the policies about what pods claim, also those that other tests have left, and waits until the API server has
 * forgotten them. What defends without them, as before Kubernetes 1.30, is tried then.
 */
export async function withoutPolicies(tenant: Tenant): Promise<void> {
  const served = kubectl(['api-resources', '--api-group=admissionregistration.k8s.io', '-o', 'name']);
  if (!served.includes('validatingadmissionpolic')) return;
  const policies = kubectl(['get', POLICIES, '-o', 'name']).split('\n').filter(name => name.includes('/pod-claims.'));
  if (policies.length > 0) kubectl(['delete', ...policies, '--ignore-not-found']);
  const claim = tenant.manifest('claim', {
    command: ['true'],
    labels: { 'pinterest.com/runtime': 'any', 'pinterest.com/team': 'any' },
    annotations: { 'pinterest.com/discovery': 'any' },
  });
  await eventually('the end of the policies', 60, () => (
    kubectl(['create', '--dry-run=server', '-o', 'name', '-f', '-'], JSON.stringify(claim))
  ));
}
