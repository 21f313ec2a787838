import { IConstruct } from 'constructs';

type Tell = (namespace: string) => void;

/** The namespaces that the charts and workloads of an app have on each cluster, and who wants to know of them. */
class UsedNamespaces {
  private readonly used = new Map<string, Set<string>>();
  private readonly listeners = new Map<string, Tell[]>();

  public add(cluster: string, namespace: string): void {
    const known = this.used.get(cluster) ?? new Set();
    this.used.set(cluster, known);
    if (known.has(namespace)) return;
    known.add(namespace);
    for (const tell of this.listeners.get(cluster) ?? []) tell(namespace);
  }

  public listen(cluster: string, tell: Tell): void {
    this.listeners.set(cluster, [...this.listeners.get(cluster) ?? [], tell]);
    for (const namespace of this.used.get(cluster) ?? []) tell(namespace);
  }
}

const BY_APP = new WeakMap<IConstruct, UsedNamespaces>();

function of({ node: { root } }: IConstruct): UsedNamespaces {
  const known = BY_APP.get(root) ?? new UsedNamespaces();
  BY_APP.set(root, known);
  return known;
}

/** Says that something of an app is in a namespace. */
export function useNamespace(scope: IConstruct, cluster: string, namespace: string): void {
  of(scope).add(cluster, namespace);
}

/** Tells the namespaces of a cluster: those that are used already, and others as they come. */
export function eachUsedNamespace(scope: IConstruct, cluster: string, tell: (namespace: string) => void): void {
  of(scope).listen(cluster, tell);
}
