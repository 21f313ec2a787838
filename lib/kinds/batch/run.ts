import { ApiObject, ApiObjectProps } from 'cdk8s';
import { Construct } from 'constructs';
import { derivedName, shortHash } from '../../resources/names';
import { oncePerPass } from '../../tree/pass';

/** Stands for the run's name in what is written before the name is known. */
export const RUN_NAME = '\uE000run\uE001';

/** What of a job can be changed while it is there; in all else another content is another job. */
const MUTABLE = new Set([
  'activeDeadlineSeconds', 'backoffLimit', 'parallelism', 'runPolicy', 'suspend', 'ttlSecondsAfterFinished',
]);

/**
 * One job, or several that belong together, named by what is in them: a Job cannot be changed, so that other content is
 * another Job, and the same content the same one.
 */
export class Run {
  private readonly jobs: RunObject[] = [];
  private readonly current = oncePerPass(() => {
    const contents = new Map(this.jobs.map(job => [job, job.content()]));
    return { contents, name: this.nameOf([...contents.values()]) };
  });

  /** @param longest how long its name may be */
  constructor(private readonly base: string, private readonly longest: number) {}

  public get name(): string {
    return this.current().name;
  }

  /** One of its objects, for which all of them must be rendered once: the name is a hash of all. */
  public render(job: RunObject): any {
    const { contents, name } = this.current();
    const content = contents.get(job) ?? job.content();
    // Whole fleets of jobs would be kept otherwise, for nobody asks twice.
    contents.delete(job);
    return JSON.parse(JSON.stringify(content).replaceAll(RUN_NAME, name));
  }

  private nameOf(contents: { spec: object }[]): string {
    const immutable = contents.map(({ spec }) => Object.entries(spec).filter(([field]) => !MUTABLE.has(field)));
    return derivedName(this.base, shortHash(JSON.stringify(immutable)), this.longest);
  }

  /** An object of the run, called by it. */
  public object(scope: Construct, id: string, props: RunObjectProps, suffix = ''): ApiObject {
    const job = new RunObject(scope, id, { ...props, metadata: { ...props.metadata, name: RUN_NAME + suffix } }, this);
    this.jobs.push(job);
    return job;
  }
}

interface RunObjectProps extends ApiObjectProps {
  readonly spec: unknown;
}

/** Its name is known only when everything else of it is. */
class RunObject extends ApiObject {
  constructor(scope: Construct, id: string, props: ApiObjectProps, private readonly run: Run) {
    super(scope, id, props);
    const { name } = this;
    Object.defineProperty(this, 'name', { get: () => name.replace(RUN_NAME, run.name) });
  }

  /** All of it but the run's name. */
  public content(): any {
    return super.toJson();
  }

  public toJson(): any {
    return this.run.render(this);
  }
}
