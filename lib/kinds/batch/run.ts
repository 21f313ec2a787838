import { ApiObject, ApiObjectProps } from 'cdk8s';
import { Construct } from 'constructs';
import { derivedName, RUN_NAME, shortHash } from '../../resources/names';
import { oncePerPass } from '../../tree/pass';

/** Fields of a job that can change in place. Any other change makes a new job. */
const MUTABLE = new Set([
  'activeDeadlineSeconds', 'backoffLimit', 'parallelism', 'runPolicy', 'suspend', 'ttlSecondsAfterFinished',
]);

/**
 * One job, or several that belong together, named by a hash of their content: Jobs are immutable, so changed content needs a
 * new Job, while the same content keeps its Job.
 */
export class Run {
  private readonly jobs: RunObject[] = [];
  /** Whether its name is being found: an error of its content names the object. */
  private isNaming = false;
  private readonly current = oncePerPass(() => {
    this.isNaming = true;
    try {
      const contents = new Map(this.jobs.map(job => [job, job.content()]));
      return { contents, name: this.nameOf([...contents.values()]) };
    } finally {
      this.isNaming = false;
    }
  });

  /** @param longest the longest name that it may have */
  constructor(private readonly base: string, private readonly longest: number) {}

  public get name(): string {
    return this.isNaming ? this.base : this.current().name;
  }

  /** Renders one of its objects. This renders all of them once, since the name is a hash of all. */
  public render(job: RunObject): any {
    const { contents, name } = this.current();
    const content = contents.get(job) ?? job.content();
    // Frees memory: usually each object is rendered only once.
    contents.delete(job);
    return JSON.parse(JSON.stringify(content).replaceAll(RUN_NAME, name));
  }

  private nameOf(contents: { spec: object }[]): string {
    const immutable = contents.map(({ spec }) => Object.entries(spec).filter(([field]) => !MUTABLE.has(field)));
    return derivedName(this.base, shortHash(JSON.stringify(immutable)), this.longest);
  }

  /** Adds an object to the run, with the name of the run. */
  public object(scope: Construct, id: string, props: RunObjectProps, suffix = ''): ApiObject {
    const job = new RunObject(scope, id, { ...props, metadata: { ...props.metadata, name: RUN_NAME + suffix } }, this);
    this.jobs.push(job);
    return job;
  }
}

interface RunObjectProps extends ApiObjectProps {
  readonly spec: unknown;
}

/** An object whose name is known only when the rest of it is. */
class RunObject extends ApiObject {
  constructor(scope: Construct, id: string, props: ApiObjectProps, private readonly run: Run) {
    super(scope, id, props);
    const { name } = this;
    Object.defineProperty(this, 'name', { get: () => name.replace(RUN_NAME, run.name) });
  }

  /** The object before its run has a name. */
  public content(): any {
    return super.toJson();
  }

  public toJson(): any {
    return this.run.render(this);
  }
}
