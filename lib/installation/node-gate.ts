import { ApiObject, Lazy, Size } from 'cdk8s';
import { Cpu, Probe } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { admissionPolicy } from './admission-policy';
import { NODE_GATE_SHAPE } from './node-gate-shape';
import { patchLimits } from './patch-limits';
import { Cluster } from '../cluster/cluster';
import { MANAGED_BY, NAME_LABEL, STARTUP_TAINT } from '../labels/keys';
import { ownerAnnotations, ownerLabels } from '../labels/owner';
import { Application } from '../pod/application';
import { renderContainer } from '../pod/container-spec';
import { plainEnv } from '../pod/plain-env';
import { PodPlan } from '../pod/pod-plan';
import { renderPod } from '../pod/render';
import { RUNTIME_USER } from '../pod/runtime-user';
import { Toleration, tolerationSpec } from '../requirements/toleration';
import { clusterObject } from '../resources/cluster-object';
import { disruptionBudgetSpec } from '../resources/disruption';
import { ingressRules, inNamespace, networkPolicySpec } from '../resources/network';
import { OWNER } from '../resources/ownership';
import { spread } from '../resources/spread';
import { idProblems, usableId } from '../tree/construct-id';
import { Origin } from '../tree/origin';
import { judged } from '../validation/judge';
import { report } from '../validation/problem';

/** Properties of a NodeGate. */
export interface NodeGateProps {
  /** Its image, built from images/node-gate of this library. */
  readonly image: string;

  /** The cluster whose nodes it opens. */
  readonly cluster: Cluster;

  /** The namespace of the daemons and of the gate. */
  readonly namespace: string;

  /** The names of the daemons, by installed release. */
  readonly daemons: { [release: string]: string[] };
}

const NAME = 'node-gate';
const PORT = 8080;
const RBAC = 'rbac.authorization.k8s.io/v1';

/**
 * Opens a node to workloads once the daemons of the installed releases are ready on it.
 *
 * There is one gate per cluster, not one per node or release: its token, which may patch nodes, is then on two nodes instead of
 * all, and one program knows all releases that a node has to wait for. Both replicas do the same work, and repeating it is
 * harmless. The gate uses no release, since it must not wait for the daemons itself.
 */
export class NodeGate extends Construct {
  /** Its default image, in the platform's `imageRegistry`. */
  public static readonly IMAGE = 'node-gate:2026.11';

  public readonly deployment: ApiObject;
  public readonly serviceAccount: ApiObject;
  public readonly networkPolicy: ApiObject;
  public readonly disruptionBudget: ApiObject;
  /** What it may do with nodes of the cluster. */
  public readonly clusterRole: ApiObject;
  /** Limits its patches to the startup taint and the labels of releases. Set from Kubernetes 1.30 on. */
  public readonly patchLimits?: ApiObject;

  /** What runs in the pods: add to it, or patch the container `node-gate`. */
  public readonly pod = new PodPlan();

  private readonly podLabels = { [NAME_LABEL]: NAME };

  constructor(scope: Construct, id: string, private readonly props: NodeGateProps) {
    super(scope, usableId(scope, id));
    report(this, ...idProblems('id', id, 'node-gate'));
    this.props = judged(this, props, NODE_GATE_SHAPE);
    const { cluster, namespace } = this.props;
    this.addPodMetadata();
    this.serviceAccount = this.object('service-account', 'v1', 'ServiceAccount', { automountServiceAccountToken: false });
    this.deployment = this.object('deployment', 'apps/v1', 'Deployment', {
      spec: Lazy.any({
        produce: () => ({
          replicas: 2,
          selector: { matchLabels: this.podLabels },
          template: renderPod(this.application(), this.pod, cluster.version),
        }),
      }),
    });
    this.disruptionBudget = this.object('disruption-budget', 'policy/v1', 'PodDisruptionBudget', {
      spec: disruptionBudgetSpec(this.podLabels, 1),
    });
    this.networkPolicy = this.object('network-policy', 'networking.k8s.io/v1', 'NetworkPolicy', {
      spec: networkPolicySpec(this.podLabels, ingressRules([[
        { from: [inNamespace(cluster.monitoringNamespace)], port: { port: PORT, protocol: 'TCP' } },
      ]])),
    });

    const account = { kind: 'ServiceAccount', name: NAME, namespace };
    this.object('role', RBAC, 'Role', {
      rules: [
        { apiGroups: [''], resources: ['pods'], verbs: ['list', 'watch'] },
        { apiGroups: ['apps'], resources: ['daemonsets'], verbs: ['list', 'watch'] },
      ],
    });
    this.object('role-binding', RBAC, 'RoleBinding', {
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: NAME }, subjects: [account],
    });
    const name = `${NAME}.${namespace}`;
    this.clusterRole = this.clusterObject('cluster-role', RBAC, 'ClusterRole', name, {
      rules: [{ apiGroups: [''], resources: ['nodes'], verbs: ['list', 'patch', 'watch'] }],
    });
    this.clusterObject('cluster-role-binding', RBAC, 'ClusterRoleBinding', name, {
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name }, subjects: [account],
    });
    if (cluster.version.admissionPolicies) {
      this.patchLimits = admissionPolicy(this, 'patch-limits', name, this.metadata(), patchLimits(namespace, NAME));
    }
  }

  private application(): Application {
    const { image, namespace, daemons } = this.props;
    return {
      name: NAME,
      container: renderContainer({
        image,
        ports: [{ name: 'metrics', number: PORT }],
        securityContext: { user: RUNTIME_USER, group: RUNTIME_USER },
        envVariables: plainEnv({ NAMESPACE: namespace, RELEASES: JSON.stringify(daemons), PORT: `${PORT}` }),
        resources: { cpu: { request: Cpu.millis(10) }, memory: { request: Size.mebibytes(64), limit: Size.mebibytes(160) } },
        readiness: Probe.fromHttpGet('/ready', { port: PORT }),
        liveness: Probe.fromHttpGet('/healthz', { port: PORT }),
      }, NAME),
      serviceAccount: NAME,
      apiToken: true,
      drainSeconds: 0,
      stopSeconds: 5,
      runsToCompletion: false,
      envFrom: [],
      mounts: [],
      configMounts: [],
      priorityClassName: 'system-cluster-critical',
      spec: {
        tolerations: [tolerationSpec(Toleration.taint({ key: STARTUP_TAINT }))],
        topologySpreadConstraints: spread(this.podLabels, ['pod-template-hash']),
      },
    };
  }

  private addPodMetadata(): void {
    const { labels, annotations } = this.metadata();
    for (const [label, value] of Object.entries(labels)) this.pod.addLabel(label, value);
    for (const [annotation, value] of Object.entries(annotations)) this.pod.addAnnotation(annotation, value);
  }

  private metadata() {
    const owner = OWNER.of(this);
    return {
      namespace: this.props.namespace,
      labels: { ...this.podLabels, ...MANAGED_BY, ...(owner && ownerLabels(owner)) },
      annotations: owner ? ownerAnnotations(owner) : {},
    };
  }

  private object(id: string, apiVersion: string, kind: string, content: object): ApiObject {
    return this.own(new ApiObject(this, id, { apiVersion, kind, metadata: { name: NAME, ...this.metadata() }, ...content }));
  }

  private clusterObject(id: string, apiVersion: string, kind: string, name: string, content: object): ApiObject {
    return this.own(clusterObject(this, id, { apiVersion, kind, metadata: { ...this.metadata(), name }, ...content }));
  }

  private own(object: ApiObject): ApiObject {
    Origin.platform()._attachTo(object);
    return object;
  }
}
