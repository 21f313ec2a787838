import { flat, optional, Rule, shape } from '../../validation/judge';
import { optionOf, optionsOf } from '../../validation/options';
import { must, Problem } from '../../validation/problem';
import { BOOLEAN, NUMBER } from '../../validation/scalars';
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
   * The fewest pods with which an elastic training continues when it loses some. Needs `torchrun`.
   *
   * @default - the training is not elastic: it restarts from its checkpoint whenever it loses a pod
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
   * @default - true if there are parameter servers
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

const TENSORFLOW = ['workers', 'chief', 'parameterServers', 'evaluator'];

/** Pods of a training with the same task. */
export interface TrainingRole {
  /** Its name, such as `worker`. */
  readonly name: string;
  readonly replicas: number;
}

/** The framework of a training, which decides how its processes start and find each other. */
export class TrainingFramework {
  /** PyTorch. The environment has the variables that `torchrun` and plain `torch.distributed` need. */
  public static pytorch(options: PyTorchOptions): TrainingFramework {
    const roles = [{ name: 'worker', replicas: optionOf(options, 'nodes')! }];
    return new TrainingFramework('pytorch', 'pytorchjob-port', 23456, roles, options ?? {}, undefined);
  }

  /** TensorFlow: MultiWorkerMirroredStrategy, or ParameterServerStrategy if there are parameter servers. */
  public static tensorflow(options: TensorFlowOptions): TrainingFramework {
    const { workers, parameterServers = 0, evaluator = false, chief } = optionsOf(options, TENSORFLOW) as TensorFlowOptions;
    const hasServers = typeof parameterServers === 'number' && parameterServers > 0;
    const roles = [
      { name: 'chief', replicas: chief ?? hasServers ? 1 : 0 },
      { name: 'worker', replicas: workers },
      { name: 'ps', replicas: parameterServers },
      { name: 'evaluator', replicas: evaluator ? 1 : 0 },
    ];
    const filled = roles.filter(role => role.replicas !== 0);
    return new TrainingFramework('tensorflow', 'tfjob-port', 2222, filled, undefined, options ?? {});
  }

  private constructor(
    /** Also the name of the container, as the Kubeflow operator requires. */
    public readonly name: string,
    /** The name of the port by which processes find each other. */
    public readonly portName: string,
    public readonly port: number,
    /** The role that decides about success comes first. */
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

  /** How many pods it needs to start. */
  public get leastPods(): number {
    return this.pytorchOptions?.minNodes ?? this.pods;
  }

  /** Whether it continues with fewer pods. */
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
      rule: 'parameter servers need a chief',
      fix: 'Leave it out.',
    }),
  ];
}

const FIX = 'Write for example TrainingFramework.pytorch({ nodes: 4 }).';

const IS_FRAMEWORK = shape({
  name: (value: unknown) => value,
  pytorchOptions: optional(flat(shape({ nodes: NUMBER, processesPerNode: optional(NUMBER), minNodes: optional(NUMBER) }, FIX))),
  tensorflowOptions: optional(flat(shape({
    workers: NUMBER, chief: optional(BOOLEAN), parameterServers: optional(NUMBER), evaluator: optional(BOOLEAN),
  }, FIX))),
}, FIX);

/** Each pod has a host name in what others read. */
const MOST_PODS = 10_000;

/** The number of pods is judged before the work. */
export const FRAMEWORK_RULE: Rule = (value, field, problems) => {
  const found = problems.length;
  const framework = IS_FRAMEWORK(value, field, problems) as TrainingFramework | undefined;
  if (problems.length === found && !(framework instanceof TrainingFramework)) {
    problems.push({ field, value, rule: 'must be a TrainingFramework', fix: FIX });
  }
  if (problems.length === found && framework!.pods > MOST_PODS) {
    problems.push({ field, value: framework!.pods, rule: `must have at most ${MOST_PODS} pods`, fix: 'Write fewer.' });
  }
  return problems.length > found ? TrainingFramework.pytorch({ nodes: 1 }) : framework;
};
