import { Allowance, Layout, pathsIn } from './layout';
import { Listener } from '../../common/src/list-watch';
import { log } from '../../common/src/log';

/** The annotation of a Namespace with the paths that its pods may have beside their own; only the infrastructure team writes it. */
const ANNOTATION = 'pinterest.com/discovery-paths';

/** The needed part of a Namespace. */
export interface Namespace {
  readonly name: string;
  readonly paths: string;
}

export function namespaceOf({ metadata: { name, annotations } }: any): Namespace {
  return { name, paths: annotations?.[ANNOTATION] ?? '' };
}

const NONE: ReadonlySet<string> = new Set();

/** What each namespace may have beside its own. */
export class Namespaces implements Listener<Namespace>, Allowance {
  /** Whether the API server has listed every namespace once. */
  public listed = false;
  private readonly texts = new Map<string, string>();
  private readonly paths = new Map<string, ReadonlySet<string>>();
  /** How many namespaces have a path on their lists. */
  private readonly counts = new Map<string, number>();
  private notify: () => void = () => undefined;

  constructor(private readonly layout: Layout) {}

  /** Sets the one listener to all changes: one list may say something of the paths of another namespace. */
  public onChange(notify: () => void): void {
    this.notify = notify;
  }

  public of(namespace: string): ReadonlySet<string> {
    return this.paths.get(namespace) ?? NONE;
  }

  public isListed(path: string): boolean {
    return this.counts.has(path);
  }

  public changed(namespace: Namespace): void {
    if (this.set(namespace.name, namespace.paths)) this.notify();
  }

  public deleted({ name }: Namespace): void {
    if (this.set(name, '')) this.notify();
  }

  public list(all: Namespace[]): void {
    const names = new Set(all.map(({ name }) => name));
    for (const name of [...this.texts.keys()]) if (!names.has(name)) this.set(name, '');
    for (const { name, paths } of all) this.set(name, paths);
    this.listed = true;
    this.notify();
  }

  private set(name: string, text: string): boolean {
    if ((this.texts.get(name) ?? '') === text) return false;
    for (const path of this.of(name)) this.count(path, -1);
    const paths = pathsIn(text).filter(path => this.isUsable(name, path));
    if (text === '') this.texts.delete(name);
    else this.texts.set(name, text);
    if (paths.length === 0) this.paths.delete(name);
    else this.paths.set(name, new Set(paths));
    for (const path of paths) this.count(path, 1);
    return true;
  }

  private isUsable(namespace: string, path: string): boolean {
    const problem = this.layout.listProblem(path);
    if (problem) log('a path of a namespace cannot be used', { namespace, path: path.slice(0, 80), problem });
    return problem === undefined;
  }

  private count(path: string, step: number): void {
    const count = (this.counts.get(path) ?? 0) + step;
    if (count > 0) this.counts.set(path, count);
    else this.counts.delete(path);
  }
}
