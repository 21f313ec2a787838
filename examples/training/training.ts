import { Duration, Size } from 'cdk8s';
import { Gang, PinterestChart, PinterestTrainingJob, TrainingBackend, TrainingFramework, VolumeClaim } from 'cdk8s-pinterest';
import { Cpu, EnvValue, PersistentVolumeAccessMode } from 'cdk8s-plus-27';
import { Construct } from 'constructs';

/** What CI built, and the parameters of the trainings. */
export interface TrainingRun {
  readonly version: string;

  /** @default training */
  readonly namespace?: string;

  /**
   * How far to train.
   *
   * @default 200
   */
  readonly steps?: number;

  /**
   * The minimum duration of a step, in seconds.
   *
   * @default 0
   */
  readonly secondsPerStep?: number;

  /**
   * The storage class for checkpoints.
   *
   * @default - the cluster's default
   */
  readonly storageClass?: string;

  /**
   * How many nodes may mount a checkpoint volume at once.
   *
   * @default - any number: the pods of a training run on several
   */
  readonly accessMode?: PersistentVolumeAccessMode;
}

/** The same small model, trained in each of the ways that PyTorch and TensorFlow have. */
export class Training extends PinterestChart {
  constructor(scope: Construct, id: string, private readonly run: TrainingRun) {
    super(scope, id, { namespace: run.namespace ?? 'training', owner: { team: 'models', contact: 'models@example.com' } });

    // PyTorch's own way: the script calls init_process_group.
    new PinterestTrainingJob(this, 'ddp', {
      container: this.torch('python3', '/app/train_torch.py'),
      framework: TrainingFramework.pytorch({ nodes: 2 }),
      checkpoint: this.checkpoint,
    });

    // torchrun starts two processes in each pod.
    new PinterestTrainingJob(this, 'torchrun', {
      container: this.torch('torchrun', '/app/train_torch.py'),
      framework: TrainingFramework.pytorch({ nodes: 2, processesPerNode: 2 }),
    });

    // Continues with one pod when it loses the other, and with two when that is back.
    new PinterestTrainingJob(this, 'elastic', {
      container: this.torch('torchrun', '/app/train_torch.py'),
      framework: TrainingFramework.pytorch({ nodes: 2, minNodes: 1 }),
      checkpoint: this.checkpoint,
    });

    // MultiWorkerMirroredStrategy.
    new PinterestTrainingJob(this, 'mirrored', {
      container: this.tensorflow('python3', '/app/train_tensorflow.py'),
      framework: TrainingFramework.tensorflow({ workers: 2 }),
      checkpoint: this.checkpoint,
    });

    // ParameterServerStrategy: a chief, workers and a parameter server, which all end when the chief has succeeded.
    new PinterestTrainingJob(this, 'servers', {
      container: this.tensorflow('python3', '/app/train_ps.py'),
      framework: TrainingFramework.tensorflow({ workers: 1, parameterServers: 1 }),
      checkpoint: this.checkpoint,
      deadline: Duration.hours(1),
    });

    // Starts when Kueue has room for all of it; a PyTorchJob of the Kubeflow training operator.
    new PinterestTrainingJob(this, 'queued', {
      container: this.torch('python3', '/app/train_torch.py'),
      framework: TrainingFramework.pytorch({ nodes: 2 }),
      backend: TrainingBackend.KUBEFLOW,
      gang: Gang.kueue('models'),
    });
  }

  private torch(...command: string[]) {
    return this.container('registry.example.com/trainer-torch', Size.mebibytes(256), command);
  }

  private tensorflow(...command: string[]) {
    return this.container('registry.example.com/trainer-tensorflow', Size.mebibytes(512), command);
  }

  private container(image: string, memory: Size, command: string[]) {
    const { version, steps = 200, secondsPerStep = 0 } = this.run;
    return {
      image: `${image}:${version}`,
      command,
      envVariables: { STEPS: EnvValue.fromValue(`${steps}`), SECONDS_PER_STEP: EnvValue.fromValue(`${secondsPerStep}`) },
      resources: { cpu: { request: Cpu.millis(100) }, memory: { request: memory, limit: Size.gibibytes(2) } },
    };
  }

  private get checkpoint(): VolumeClaim {
    const { accessMode = PersistentVolumeAccessMode.READ_WRITE_MANY } = this.run;
    return {
      name: 'checkpoint', mountPath: '/checkpoints', size: Size.gibibytes(1), storageClass: this.run.storageClass, accessMode,
    };
  }
}
