import { ApiObject, Duration, Lazy, Size } from 'cdk8s';
import { Construct } from 'constructs';
import type { PodTemplateSpec } from 'kubernetes-types/core/v1';
import { accelerated } from './accelerator';
import { endingTogether, leaderTells, TOGETHER_FILE, withEnding } from './ending';
import { trainingEnvironment } from './environment';
import { FRAMEWORK_RULE, TrainingFramework, TrainingRole } from './framework';
import { TrainingHosts } from './hosts';
import { KUBEFLOW_SUFFIX, kubeflowKind, kubeflowSpec } from './kubeflow';
import { PEERS_FILE, waitForPeers } from './rendezvous';
import { TrainingBackend } from './training-backend';
import { TrainingLimits } from './training-limits';
import { trainingProblems } from './training-problems';
import { PinterestTrainingJobProps } from './training-props';
import { ROLE_LABEL, RUN_LABEL } from '../../labels/keys';
import { RECLAIM_FINISHED } from '../../labels/reclaim';
import { PodVolume } from '../../pod/pod-volume';
import { contentConfigMap } from '../../resources/config';
import { LABEL_LENGTH, RUN_NAME } from '../../resources/names';
import { CLAIM_SHAPE, claimMount } from '../../storage/claim';
import { lastingClaim, lastingClaimName } from '../../storage/lasting-claim';
import { flat, having, judged, oneOf, optional, shape, text } from '../../validation/judge';
import { KINDS } from '../../validation/kinds';
import { report } from '../../validation/problem';
import { BOOLEAN, DURATION, NUMBER, SIZE } from '../../validation/scalars';
import { neverEnds } from '../../workloads/order';
import { PinterestWorkload } from '../../workloads/pinterest-workload';
import { WorkloadBase } from '../../workloads/workload-base';
import { workloadShape } from '../../workloads/workload-shape';
import { FAILURE_POLICY_SHAPE } from '../batch/failure-policy';
import { RETRIES, roleJobSpec } from '../batch/job-spec';
import { Run } from '../batch/run';

const TEMPORARY = '/tmp';
const SHARED_MEMORY = '/dev/shm';

const IS_GANG = having('_group', 'a Gang', 'Gang.kueue("boards")');

const GANG_SHAPE = shape({
  queue: optional(text(KINDS.labelledName)),
  schedulerName: optional(text(KINDS.objectName, { fix: 'Write for example "scheduler-plugins-scheduler".' })),
  groupSpec: flat(shape({ queue: optional(text(KINDS.labelledName)) })),
}, 'Write for example Gang.kueue("boards").');

const SHAPE = workloadShape({
  framework: FRAMEWORK_RULE,
  backend: optional(oneOf(TrainingBackend, 'TrainingBackend')),
  accelerator: optional(shape({
    resource: text(KINDS.extendedResource), count: NUMBER,
  }, 'Write for example Accelerator.nvidia(1).')),
  sharedMemory: optional(SIZE),
  temporaryFiles: optional(SIZE),
  checkpoint: optional(CLAIM_SHAPE),
  gang: optional((value, field, problems) => (
    IS_GANG(value, field, problems) === undefined ? undefined : GANG_SHAPE(value, field, problems)
  )),
  failurePolicy: optional(FAILURE_POLICY_SHAPE),
  peerPatience: optional(DURATION),
  deadline: optional(DURATION),
  retries: optional(NUMBER),
  suspend: optional(BOOLEAN),
}, { framework: TrainingFramework.pytorch({ nodes: 1 }) });

/**
 * A training with PyTorch or TensorFlow on several pods, which find each other as the framework expects.
 *
 * A changed image, configuration or runtime release starts a new run, as with a PinterestJobSet. An unchanged one does not run
 * again: what has finished stays until it is removed from the app.
 */
export class PinterestTrainingJob extends PinterestWorkload {
  public readonly networkPolicy: ApiObject;

  /** The Jobs, one per role; with the Kubeflow backend the PyTorchJob or TFJob. */
  public readonly jobs: ApiObject[];

  /** Gives the pods their DNS names. Not set with the Kubeflow backend, whose operator creates its own. */
  public readonly peersService?: ApiObject;

  /** The claim of the checkpoint volume. */
  public readonly checkpointClaim?: ApiObject;

  /** Tells a gang scheduler how many pods belong together. */
  public readonly podGroup?: ApiObject;

  /** @internal */
  protected readonly _base: WorkloadBase;

  private readonly framework: TrainingFramework;
  private readonly limits: TrainingLimits;
  private readonly hosts: TrainingHosts;

  constructor(scope: Construct, id: string, private readonly props: PinterestTrainingJobProps) {
    super(scope, id);
    props = judged(this, props, SHAPE);
    this.props = props;
    const { framework, checkpoint, gang } = props;
    const native = props.backend !== TrainingBackend.KUBEFLOW;
    this.framework = framework;
    this.limits = { ...props, retries: props.retries ?? RETRIES };
    this.hosts = new TrainingHosts(this.node.id, framework);

    const workload = new WorkloadBase(this, {
      ...props, container: { ...props.container, name: props.container.name ?? framework.name },
    }, {
      kind: 'PinterestTrainingJob',
      written: props,
      runsToCompletion: true,
      mounts: checkpoint ? [claimMount(checkpoint)] : [],
      templateLabels: [ROLE_LABEL],
      podSpec: () => ({
        ...(native && { restartPolicy: 'Never', subdomain: this.hosts.service }), schedulerName: gang?.schedulerName,
      }),
    });
    this._base = workload;
    workload.grantPermissions();
    this.planPod();
    const claimName = checkpoint && lastingClaimName(this.node.id, checkpoint);
    this.checkpointClaim = checkpoint
      && workload.own(lastingClaim(this, 'checkpoint', claimName!, checkpoint, workload.metadata()));
    const run = new Run(this.node.id, native ? this.hosts.longestRun : LABEL_LENGTH - KUBEFLOW_SUFFIX.length);
    this.podGroup = gang?._group(run, this, workload.metadata(), workload.pod, framework.leastPods);
    if (this.podGroup) workload.own(this.podGroup);
    if (native) this.peersService = this.planRendezvous();
    this.jobs = (native ? this.nativeJobs(run) : [this.kubeflowJob(run)]).map(job => workload.own(job));
    // Frameworks choose further ports at random.
    this.networkPolicy = workload.networkPolicy({ anyPortOfPeers: true });
    report(this, ...trainingProblems(props, this.limits, workload.application.name, workload.intent.cluster));
  }

  private planPod(): void {
    const { props, _base: { pod } } = this;
    for (const [label, value] of Object.entries({ ...RECLAIM_FINISHED, [RUN_LABEL]: RUN_NAME })) pod.addLabel(label, value);
    if (props.suspend) neverEnds(this, 'it is suspended');
    if (props.sharedMemory || !props.scratch?.some(({ path }) => path === SHARED_MEMORY)) {
      pod.addVolume(PodVolume.memory('shared-memory', props.sharedMemory ?? Size.gibibytes(1)));
      pod.mount({ volume: 'shared-memory', path: SHARED_MEMORY, readOnly: false });
    }
    this.planTemporaryFiles();
    const { checkpoint } = props;
    const claimName = checkpoint && lastingClaimName(this.node.id, checkpoint);
    if (checkpoint) pod.addVolume(PodVolume.of(checkpoint.name, { persistentVolumeClaim: { claimName } }));
  }

  /** torchrun and data loaders need a folder for temporary files, and the root file system is read-only. */
  private planTemporaryFiles(): void {
    const { container, checkpoint, scratch = [] } = this.props;
    const own = [...container.volumeMounts ?? [], ...scratch].map(({ path }) => path);
    if ([...own, checkpoint?.mountPath].includes(TEMPORARY)) return;
    this._base.pod.addVolume(PodVolume.emptyDir('temporary', this.props.temporaryFiles ?? Size.gibibytes(10)));
    this._base.pod.mount({ volume: 'temporary', path: TEMPORARY, readOnly: false });
  }

  /** Does what the Kubeflow operator would do: DNS names, the environment, and waiting for the other pods. */
  private planRendezvous(): ApiObject {
    const { framework, hosts, limits, _base: { intent, application, podLabels } } = this;
    // torchrun recognizes the pod that it runs in only by the full name.
    const domain = framework.elastic ? `.${intent.namespace}.svc.${intent.cluster.dnsDomain}` : '';
    const environment = trainingEnvironment(framework, (role, index) => hosts.hostOf(role, index) + domain, limits.retries);
    for (const [name, value] of environment) this._base.pod.addEnv(name, value);
    if (framework.pods > 1) {
      const scripts = this._base.own(contentConfigMap(this, 'rendezvous', intent.name, 'rendezvous', this._base.metadata(), {
        ...PEERS_FILE, ...(leaderTells(framework, intent.cluster.version) && TOGETHER_FILE),
      }));
      waitForPeers(this._base.pod, scripts, application.container, framework, hosts.hostsOf(framework.roles), this.patience);
    }
    return this._base.object('peers', 'v1', 'Service', {
      metadata: { ...this._base.metadata(), name: hosts.service },
      // Pods look for each other before they are ready.
      spec: { clusterIP: 'None', publishNotReadyAddresses: true, selector: podLabels },
    });
  }

  private nativeJobs(run: Run): ApiObject[] {
    const { framework, hosts, limits, patience, _base: { application, intent: { cluster } } } = this;
    const spec = (role: TrainingRole) => {
      const template = this.templateOf(role);
      const ending = {
        ...template, spec: endingTogether(template.spec!, application.name, framework, hosts, patience, cluster.version),
      };
      return withEnding(roleJobSpec(limits, role.replicas, framework.pods, application.name, ending), framework, cluster.version);
    };
    return framework.roles.map(role => run.object(this, `job${hosts.suffixOf(role)}`, {
      apiVersion: 'batch/v1',
      kind: 'Job',
      metadata: this.jobMetadata(),
      spec: Lazy.any({ produce: () => spec(role) }),
    }, hosts.suffixOf(role)));
  }

  private kubeflowJob(run: Run): ApiObject {
    return run.object(this, 'job', {
      ...kubeflowKind(this.framework),
      metadata: this.jobMetadata(),
      spec: Lazy.any({ produce: () => kubeflowSpec(this.framework, this.limits, role => this.templateOf(role)) }),
    });
  }

  private jobMetadata() {
    const { labels, ...metadata } = this._base.metadata();
    return { ...metadata, labels: { ...labels, ...this._base.podLabels, ...this.props.gang?.jobLabels } };
  }

  private templateOf(role: TrainingRole): PodTemplateSpec {
    const { metadata, spec } = this._base.podTemplate();
    const { accelerator } = this.props;
    return {
      metadata: { ...metadata, labels: { ...metadata?.labels, [ROLE_LABEL]: role.name } },
      spec: accelerator && role.name !== 'ps' ? accelerated(spec!, this._base.application.name, accelerator) : spec,
    };
  }

  private get patience(): Duration {
    return this.props.peerPatience ?? Duration.minutes(30);
  }
}
