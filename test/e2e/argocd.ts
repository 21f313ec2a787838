import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { PinterestApp } from 'cdk8s-pinterest';
import { load } from 'js-yaml';
import { apply, eventually, get, kubectl } from './kubectl';

/*
 * Argo CD as the README sets it up, and a git repository with what a synth writes. Argo CD must read repositories from folders of
 * this machine, as the one of this project's CI does.
 */

/** With ARGOCD=1 it must be there. */
export const HAS_ARGO_CD = process.env.ARGOCD === '1'
  || kubectl(['get', 'crd', 'applicationsets.argoproj.io', '--ignore-not-found']) !== '';

const ARGO_CD = ['-n', 'argocd'];
/** The annotation by which somebody asks Argo CD to look at an Application now. */
export const REFRESH = 'argocd.argoproj.io/refresh';

/** A repository to which people commit the output folder of their program, in place of what was there. */
export class Repository {
  private readonly folder = fs.mkdtempSync(path.join(os.tmpdir(), 'manifests-'));

  public constructor() {
    this.git('init', '--quiet', '--initial-branch=main');
  }

  public get url(): string {
    return `file://${this.folder}`;
  }

  /** Returns the revision. */
  public commit(message: string, app: PinterestApp): string {
    const { files, problems } = app.plan();
    if (problems.length > 0) throw new Error(problems.map(each => `[${each.path}] ${each.message}`).join('\n'));
    return this.commitFiles(message, files);
  }

  /** The same, of files that somebody else has made. */
  public commitFiles(message: string, files: readonly { readonly path: string; readonly text: string }[]): string {
    for (const name of fs.readdirSync(this.folder).filter(each => each !== '.git')) {
      fs.rmSync(path.join(this.folder, name), { recursive: true });
    }
    for (const file of files) {
      fs.mkdirSync(path.join(this.folder, path.dirname(file.path)), { recursive: true });
      fs.writeFileSync(path.join(this.folder, file.path), file.text);
    }
    this.git('add', '--all');
    this.git('commit', '--quiet', '--message', message);
    return this.head;
  }

  /** Takes back the last commit. */
  public revert(): string {
    this.git('revert', '--no-edit', 'HEAD');
    return this.head;
  }

  public remove(): void {
    fs.rmSync(this.folder, { recursive: true });
  }

  private get head(): string {
    return this.git('rev-parse', 'HEAD').trim();
  }

  private git(...args: string[]): string {
    const who = ['-c', 'user.name=e2e', '-c', 'user.email=e2e@example.com'];
    const { status, stdout, stderr } = spawnSync('git', [...who, ...args], { cwd: this.folder, encoding: 'utf8' });
    if (status !== 0) throw new Error(`git ${args.join(' ')}: ${stderr}`);
    return stdout;
  }
}

/** The ApplicationSet of the README, for a cluster's folder of a repository; its Applications, one for each chart. */
export class Delivery {
  public constructor(private readonly repository: Repository, private readonly cluster: string) {}

  /** Begins to deliver what has been committed. */
  public begin(): void {
    apply(JSON.stringify(this.applicationSet()));
  }

  /** Ends it, and removes what it has delivered. */
  public end(): void {
    kubectl(['delete', 'applicationset', this.name, ...ARGO_CD, '--ignore-not-found', '--wait=false']);
  }

  /** The Application of each chart, by the chart's name. */
  public applications(): Map<string, any> {
    const owned = get('applications', ...ARGO_CD).items.filter(({ metadata }: any) => (
      metadata.ownerReferences?.some(({ name }: any) => name === this.name)
    ));
    return new Map(owned.map((each: any) => [chartOf(each), each]));
  }

  public application(chart: string): any {
    return this.applications().get(chart);
  }

  /**
   * Waits until charts are at a revision: Argo CD has looked, and has ended what it had to do. It looks every few minutes, unless
   * somebody asks; who asks while it looks is not heard, so it is asked again.
   */
  public async synced(revision: string, charts: string[], seconds = 120): Promise<Map<string, any>> {
    return this.reaches(revision, charts, `a sync of ${charts}`, seconds, ({ status: { sync, operationState } }) => (
      sync.status === 'Synced' && operationState.phase === 'Succeeded'
    ));
  }

  /** The same, and everything works. */
  public async delivered(revision: string, charts: string[], seconds = 180): Promise<Map<string, any>> {
    return this.reaches(revision, charts, `${charts} to be delivered`, seconds, ({ status: { sync, operationState, health } }) => (
      sync.status === 'Synced' && operationState.phase === 'Succeeded' && health.status === 'Healthy'
    ));
  }

  /** Has Argo CD read all manifests anew and compare them, and waits until it has. */
  public async comparedAnew(charts: string[]): Promise<Map<string, any>> {
    const [begun] = new Date().toISOString().split('.');
    return eventually(`a look at ${charts}`, 60, () => {
      const now = this.applications();
      // The time of the beginning, in whole seconds.
      const late = charts.map(chart => now.get(chart)).filter(({ status }) => !(status.reconciledAt.replace('Z', '') > begun));
      this.ask(late.filter(({ metadata }) => metadata.annotations?.[REFRESH] === undefined), 'hard');
      return late.length === 0 && now;
    });
  }

  /** The revisions that Argo CD began to sync, each as often as it did. */
  public operations(chart: string): string[] {
    // Its name may have been that of an Application of an earlier run, whose events are still there.
    const { metadata: { uid } } = this.application(chart);
    const events = get('events', ...ARGO_CD, '--field-selector', `reason=OperationStarted,involvedObject.uid=${uid}`).items;
    return events.flatMap(({ message, count = 1 }: any) => Array(count).fill(/\b[0-9a-f]{40}\b/.exec(message)?.[0] ?? message));
  }

  private get name(): string {
    return `delivery-${this.cluster}`;
  }

  private async reaches(
    revision: string, charts: string[], what: string, seconds: number, done: (application: any) => boolean,
  ): Promise<Map<string, any>> {
    let last: unknown;
    let asked = 0;
    try {
      return await eventually(`${what} at ${revision}`, seconds, () => {
        const now = this.applications();
        last = charts.map(chart => stateOf(chart, now.get(chart)));
        const late = charts.filter(chart => now.get(chart)?.status?.sync?.revision !== revision);
        const isOver = ({ operation, status }: any) => operation === undefined && status.operationState !== undefined;
        if (late.length === 0 && charts.every(chart => isOver(now.get(chart)) && done(now.get(chart)))) return now;
        // Each chart of a new file needs an Application first.
        if (Date.now() - asked > 2000) {
          this.ask(late.map(chart => now.get(chart)), 'normal');
          asked = Date.now();
        }
        return false;
      });
    } catch (error) {
      throw new Error(`${(error as Error).message}: ${JSON.stringify(last, null, 2)}`);
    }
  }

  private ask(applications: any[], how: 'normal' | 'hard'): void {
    if (applications.length === 0) return;
    const names = applications.filter(each => each !== undefined).map(({ metadata: { name } }) => name);
    if (names.length < applications.length) {
      const annotation = 'argocd.argoproj.io/application-set-refresh=true';
      kubectl(['annotate', 'applicationset', this.name, ...ARGO_CD, annotation, '--overwrite']);
    }
    if (names.length > 0) kubectl(['annotate', 'applications', ...names, ...ARGO_CD, `${REFRESH}=${how}`, '--overwrite']);
  }

  /** That of the README, but for the names of the repository and the cluster. */
  private applicationSet(): any {
    const readme = fs.readFileSync(path.join(__dirname, '../../README.md'), 'utf8');
    const blocks = [...readme.matchAll(/^```yaml\n([^]*?)^```$/mg)].map(([, yaml]) => yaml);
    const text = blocks.find(yaml => yaml.includes('kind: ApplicationSet'));
    if (text === undefined) throw new Error('The README has no ApplicationSet.');
    const set = load(text
      .replaceAll('https://git.example.com/manifests.git', this.repository.url)
      .replaceAll('prod-east', this.cluster)) as any;
    set.metadata.name = this.name;
    set.spec.template.spec.destination = { server: 'https://kubernetes.default.svc' };
    return set;
  }
}

/** What a person wants to know of an Application that is late. */
function stateOf(chart: string, application: any): unknown {
  const { sync, health, operationState, conditions, resources } = application?.status ?? {};
  return {
    chart,
    revision: sync?.revision,
    sync: sync?.status,
    health: health?.status,
    operation: `${operationState?.phase} ${operationState?.message}`,
    conditions: conditions?.map(({ message }: any) => message),
    waitsFor: resources?.map(({ kind, name, status, health: is }: any) => `${kind} ${name} ${status} ${is?.status ?? 'Healthy'}`)
      .filter((text: string) => !text.endsWith(' Synced Healthy')),
  };
}

/** The chart whose manifests an Application applies. */
function chartOf({ spec: { source } }: any): string {
  const file = source.directory?.include ?? source.path;
  return path.basename(file, '.k8s.yaml');
}
