import { ApiObject, ApiObjectProps } from 'cdk8s';
import { Construct } from 'constructs';
import { DOMAIN } from '../platform/domain';
import { derivedName, shortHash } from '../resources/names';

/** Names the run to which a pod belongs. */
export const RUN_LABEL = `${DOMAIN}/run`;

/** What of a Job the API server never changes. */
const IMMUTABLE = ['backoffLimitPerIndex', 'completionMode', 'completions', 'podFailurePolicy', 'successPolicy', 'template'];

/**
 * One Job, or several that belong together, named by what is in them: a Job cannot be changed, so that other content is
 * another Job, and the same content the same one.
 */
export class Run {
  private readonly jobs: RunJob[] = [];

  /** @param longest how long its name may be */
  constructor(private readonly base: string, private readonly longest: number) {}

  public get name(): string {
    const content = this.jobs.map(({ content: { spec } }) => IMMUTABLE.map(field => spec[field]));
    return derivedName(this.base, shortHash(JSON.stringify(content)), this.longest);
  }

  public job(scope: Construct, id: string, metadata: object, spec: unknown, suffix = ''): ApiObject {
    const job = new RunJob(scope, id, { apiVersion: 'batch/v1', kind: 'Job', metadata: { ...metadata, name: this.base }, spec } as ApiObjectProps, this, suffix);
    this.jobs.push(job);
    return job;
  }
}

/** Its name is known only when everything else of it is. */
class RunJob extends ApiObject {
  constructor(scope: Construct, id: string, props: ApiObjectProps, private readonly run: Run, private readonly suffix: string) {
    super(scope, id, props);
    Object.defineProperty(this, 'name', { get: () => `${run.name}${suffix}` });
  }

  /** All of it, with another name. */
  public get content(): any {
    return super.toJson();
  }

  public toJson(): any {
    const { content } = this;
    const run = this.run.name;
    const { labels } = content.spec.template.metadata;
    content.metadata.name = `${run}${this.suffix}`;
    content.spec.template.metadata.labels = Object.fromEntries(Object.entries({ ...labels, [RUN_LABEL]: run }).sort(([a], [b]) => a < b ? -1 : 1));
    return content;
  }
}
