import { Duration, Size } from 'cdk8s';
import { ContainerProps, Cpu, EnvValue, Probe } from 'cdk8s-plus-27';
import { agentConfig, OUTPUT_FOLDER, TRUST_FOLDER } from './agent-config';
import { secretsProblems } from './problems';
import { SECRETS_REASONS } from './reasons';
import { agentScript, PATIENCE_SECONDS, waitScript } from './scripts';
import { SecretStore } from '../../cluster/secret-store';
import { PodMount } from '../../pod/container-options';
import { PodPlan } from '../../pod/pod-plan';
import { PodVolume } from '../../pod/pod-volume';
import { SecretFile, SECRETS, SECRETS_FOLDER } from '../../requirements/secret-file';
import { FieldReasons } from '../../tree/field-reasons';
import { madeOf, optionsOf } from '../../validation/options';
import { Component } from '../component';
import { ComponentScope } from '../component-scope';
import { IdentityComponent } from '../identity/component';
import { Phase } from '../phase';
import { WorkloadIntent } from '../workload-intent';

/** Properties of a SecretsComponent. */
export interface SecretsComponentProps {
  /** An image of OpenBao, or of Vault 1.14 or newer. It must contain `sh` and the usual programs, as the official ones do. */
  readonly image: string;

  /**
   * The name of the program in the image: `bao` or `vault`.
   *
   * @default bao
   */
  readonly program?: string;
}

const VOLUME = 'secrets';
const CONFIG_VOLUME = 'secrets-config';
const TRUST_VOLUME = 'secret-store-ca';
const CONFIG_FOLDER = '/etc/agent';

const PROPS = ['image', 'program'];

/**
 * Runs the agent of OpenBao or Vault, which logs in with the pod's certificate, writes the workload's secrets into memory before
 * the application starts, and keeps them up to date. Pods that run to completion get their secrets only once, from an init
 * container. Workloads without secrets get no agent.
 */
export class SecretsComponent extends Component {
  public readonly name = SECRETS;
  public readonly phase = Phase.SECRETS;
  public readonly purpose?: string = 'secrets of the store as files, before the application starts';

  constructor(private readonly props: SecretsComponentProps) {
    super();
    this.props = optionsOf(props, PROPS) as SecretsComponentProps;
    madeOf(this, props, PROPS);
  }

  public suits(workload: WorkloadIntent): boolean {
    return SecretFile.among(workload.requirements).length > 0;
  }

  public addTo(pod: PodPlan, workload: WorkloadIntent, beside: ComponentScope): void {
    const files = SecretFile.among(workload.requirements);
    const { secretStore } = workload.cluster;
    const problems = secretsProblems(files, workload);
    beside.report(...problems);
    if (!secretStore || problems.length > 0) return;
    const { hostname, port } = new URL(secretStore.options.address);
    pod.callsOut(hostname.replace(/^\[|\]$/g, ''), port === '' ? 443 : Number(port));

    const mounts = this.addVolumes(pod, workload, secretStore, files, beside);
    const written = files.map(({ file }) => `${OUTPUT_FOLDER}/${file}`);
    // Before 1.29 only an init container makes the application wait; a native sidecar does so itself.
    const keepsRunning = !workload.runsToCompletion;
    const needsInitContainer = !keepsRunning || !workload.cluster.version.nativeSidecars;
    if (needsInitContainer) {
      pod.addInitContainer(keepsRunning ? 'first-secrets' : 'secrets', {
        container: this.agent(secretStore, written, '-exit-after-auth'), mounts,
      });
    }
    if (keepsRunning) {
      pod.addSidecar('secrets', {
        container: { ...this.agent(secretStore, written), startup: needsInitContainer ? undefined : whenWritten(written) },
        mounts,
      });
    }
    for (const { file, onChange } of files) pod.whenFileChanges(`${SECRETS_FOLDER}/${file}`, onChange);
  }

  public settings(): { [name: string]: string } {
    return { image: this.props.image, program: this.props.program ?? 'bao' };
  }

  private addVolumes(
    pod: PodPlan, workload: WorkloadIntent, { options }: SecretStore, files: SecretFile[], beside: ComponentScope,
  ): PodMount[] {
    const config = beside.addConfigMap('secrets', { 'agent.json': agentConfig(workload, options, files) });
    pod.addVolume(PodVolume.configMap(CONFIG_VOLUME, config.name));
    pod.addVolume(PodVolume.memory(VOLUME, Size.mebibytes(4)));
    pod.mount({ volume: VOLUME, path: SECRETS_FOLDER });
    const ca = options.trust?.configMapName;
    if (ca) pod.addVolume(PodVolume.configMap(TRUST_VOLUME, ca));
    return [
      { volume: CONFIG_VOLUME, path: CONFIG_FOLDER },
      { volume: VOLUME, path: OUTPUT_FOLDER, readOnly: false },
      { volume: IdentityComponent.VOLUME, path: IdentityComponent.FOLDER },
      ...(ca ? [{ volume: TRUST_VOLUME, path: TRUST_FOLDER }] : []),
    ];
  }

  private agent({ options: { namespace } }: SecretStore, files: string[], ...flags: string[]): ContainerProps {
    return {
      image: this.props.image,
      command: [
        'sh', '-c', agentScript(files, `${CONFIG_FOLDER}/agent.json`, OUTPUT_FOLDER), 'sh', this.props.program ?? 'bao', 'agent',
        `-config=${CONFIG_FOLDER}/agent.json`, '-log-level=warn', ...flags,
      ],
      // The agent's configuration has a field for the namespace, but not all requests use it.
      envVariables: namespace === undefined ? undefined : { VAULT_NAMESPACE: EnvValue.fromValue(namespace) },
      resources: { cpu: { request: Cpu.millis(10) }, memory: { request: Size.mebibytes(32), limit: Size.mebibytes(192) } },
    };
  }

  /** @internal */
  public _reasons(): FieldReasons {
    return SECRETS_REASONS;
  }
}

function whenWritten(files: string[]): Probe {
  return Probe.fromCommand(['sh', '-c', waitScript(files)], {
    periodSeconds: Duration.seconds(1), timeoutSeconds: Duration.seconds(PATIENCE_SECONDS), failureThreshold: 3,
  });
}
