import { must, Problem } from '../../validation/problem';
import { wholeNumberProblems } from '../../validation/whole-number';

/** Options of a PyTorch training. */
export interface PyTorchOptions {
  /** How many pods train. */
  readonly nodes: number;

  /**
   * How many processes `torchrun` starts in each pod, usually one for each GPU.
   *
   * @default 1
   */
  readonly processesPerNode?: number;

  /**
   * With how many pods an elastic training goes on, down from `nodes`, when it loses some. Needs `torchrun`.
   *
   * @default - the training is not elastic: it starts anew from its checkpoint whenever a pod is lost
   */
  readonly minNodes?: number;
}

/** Options of a TensorFlow training. */
export interface TensorFlowOptions {
  /** How many workers train. */
  readonly workers: number;

  /**
   * Whether one more pod, the chief, coordinates.
   *
   * @default - a chief if there are parameter servers
   */
  readonly chief?: boolean;

  /**
   * How many parameter servers hold the model.
   *
   * @default 0
   */
  readonly parameterServers?: number;

  /**
   * Whether one more pod evaluates checkpoints.
   *
   * @default false
   */
  readonly evaluator?: boolean;
}

/** Pods of a training that do the same. */
export interface TrainingRole {
  /** Such as `worker`. */
  readonly name: string;
  readonly replicas: number;
}

/** The framework, and how its processes find each other; started as the framework's own launcher expects it. */
export class TrainingFramework {
  /** PyTorch: `torchrun` and plain `torch.distributed` find in the environment what they need. */
  public static pytorch(options: PyTorchOptions): TrainingFramework {
    return new TrainingFramework(
      'pytorch', 'pytorchjob-port', 23456, [{ name: 'worker', replicas: options.nodes }], options, undefined,
    );
  }

  /** TensorFlow: MultiWorkerMirroredStrategy, or ParameterServerStrategy where there are parameter servers. */
  public static tensorflow(options: TensorFlowOptions): TrainingFramework {
    const { workers, parameterServers = 0, evaluator = false, chief = parameterServers > 0 } = options;
    const roles = [
      { name: 'chief', replicas: chief ? 1 : 0 },
      { name: 'worker', replicas: workers },
      { name: 'ps', replicas: parameterServers },
      { name: 'evaluator', replicas: evaluator ? 1 : 0 },
    ];
    return new TrainingFramework('tensorflow', 'tfjob-port', 2222, roles.filter(role => role.replicas !== 0), undefined, options);
  }

  private constructor(
    /** Also the name of the container, as the Kubeflow operator wants it. */
    public readonly name: string,
    /** The name of the port by which processes find each other. */
    public readonly portName: string,
    public readonly port: number,
    /** The role that decides of success comes first. */
    public readonly roles: TrainingRole[],
    /** Set for PyTorch. */
    public readonly pytorchOptions?: PyTorchOptions,
    /** Set for TensorFlow. */
    public readonly tensorflowOptions?: TensorFlowOptions,
  ) {}

  /** How many pods there are in all. */
  public get pods(): number {
    return this.roles.reduce((sum, role) => sum + role.replicas, 0);
  }

  /** How many pods must be there to start. */
  public get leastPods(): number {
    return this.pytorchOptions?.minNodes ?? this.pods;
  }

  /** Whether it goes on with fewer pods. */
  public get elastic(): boolean {
    return this.pytorchOptions?.minNodes !== undefined;
  }
}

export function frameworkProblems({ pytorchOptions, tensorflowOptions }: TrainingFramework): Problem[] {
  const { nodes, processesPerNode, minNodes } = pytorchOptions ?? {};
  const { workers, parameterServers } = tensorflowOptions ?? {};
  return [
    ...wholeNumberProblems('framework.nodes', nodes, 1),
    ...wholeNumberProblems('framework.processesPerNode', processesPerNode, 1),
    ...wholeNumberProblems('framework.minNodes', minNodes, 1),
    ...must(!(minNodes !== undefined && minNodes > nodes!), {
      field: 'framework.minNodes', value: minNodes, rule: `must not be above nodes, ${nodes}`, fix: `Write ${nodes} or less.`,
    }),
    ...wholeNumberProblems('framework.workers', workers, 1),
    ...wholeNumberProblems('framework.parameterServers', parameterServers, 0),
    ...must(!parameterServers || tensorflowOptions?.chief !== false, {
      field: 'framework.chief',
      value: false,
      rule: 'must be there where there are parameter servers, to coordinate',
      fix: 'Leave it out.',
    }),
  ];
}
