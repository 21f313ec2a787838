import { Repository } from './argocd';
import { applied } from './diff-cluster';
import { eventually, get, kubectl } from './kubectl';
import { yamlDocuments } from '../../lib/yaml/document';

const ARGO_CD = ['-n', 'argocd'];

interface Sync {
  readonly name: string;
  readonly documents: readonly unknown[];
  readonly syncOptions: readonly string[];
}

/**
 * What Argo CD is to apply: an Application for each folder of one repository. All begin at once, and go on beside other tests.
 * Each is removed once it is synced, for Argo CD would look at it again and again.
 */
export class Syncs {
  private readonly repository = new Repository();
  private all: readonly Sync[] = [];
  private revision = '';
  private end?: Promise<void>;

  /** @param name of the Application */
  public add(name: string, documents: readonly unknown[], syncOptions: readonly string[]): void {
    this.all = [...this.all, { name, documents, syncOptions }];
  }

  public begin(): void {
    const files = this.all.map(({ name, documents }) => ({ path: `${name}/all.yaml`, text: yamlDocuments([...documents]) }));
    this.revision = this.repository.commitFiles('all', files);
    const refusal = applied(this.all.map(each => this.application(each)));
    if (refusal !== '') throw new Error(refusal);
    this.end = this.waited();
    // Whoever asks is told.
    this.end.catch(() => undefined);
  }

  /** Waits until all are synced, and leaves what they have applied. */
  public async ended(): Promise<void> {
    await this.end;
  }

  public remove(): void {
    removeApplications(this.all);
    this.repository.remove();
  }

  private async waited(): Promise<void> {
    let late = this.all;
    let states: unknown[] = [];
    await eventually('the syncs', 300, () => {
      const found = new Map<string, any>(get('applications', ...ARGO_CD).items.map((each: any) => [each.metadata.name, each]));
      const isSynced = (each: Sync) => this.isSynced(each, found.get(each.name)?.status);
      removeApplications(late.filter(isSynced));
      late = late.filter(each => !isSynced(each));
      states = late.map(({ name }) => {
        const { sync, operationState } = found.get(name)?.status ?? {};
        return { name, sync: sync?.status, operation: operationState?.message };
      });
      return late.length === 0;
    }).catch(error => {
      throw new Error(`${(error as Error).message}: ${JSON.stringify(states, null, 2)}`);
    });
  }

  private isSynced({ documents }: Sync, { sync, operationState }: any = {}): boolean {
    const { phase, syncResult } = operationState ?? {};
    if (sync?.status !== 'Synced' || sync.revision !== this.revision || phase !== 'Succeeded') return false;
    return syncResult.resources.length === documents.length;
  }

  private application({ name, syncOptions }: Sync): object {
    return {
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'Application',
      metadata: { name, namespace: 'argocd' },
      spec: {
        project: 'default',
        source: { repoURL: this.repository.url, targetRevision: 'main', path: name },
        destination: { server: 'https://kubernetes.default.svc' },
        syncPolicy: { automated: {}, syncOptions },
      },
    };
  }
}

function removeApplications(all: readonly Sync[]): void {
  if (all.length === 0) return;
  kubectl(['delete', 'applications', ...all.map(({ name }) => name), ...ARGO_CD, '--ignore-not-found', '--wait=false']);
}
