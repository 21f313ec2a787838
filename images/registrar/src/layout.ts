import { isPath, isWithin, parentOf, segmentsOf } from './paths';

/** What the infrastructure team lists for a namespace: folders, and with a last part `*` those right in a folder. */
export const ANY = '/*';

/** The infrastructure team's own words, so the limits are generous. */
const MOST_PATHS = 1000;

const SERVICE = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/;

/** How the tree of ZooKeeper is divided. */
export interface LayoutSettings {
  /** The folder of all services: they are at `<root>/<service>.<namespace>/<environment>`. */
  readonly root: string;
  readonly environment: string;
  /** The folder with the claims of registrars on their nodes. */
  readonly claimPath: string;
}

/** A folder with entries, and where its siblings are of which a namespace may have only so many. */
export interface Place {
  /** Unset where the infrastructure team has named the very folder. */
  readonly siblings?: { readonly folder: string; readonly suffix: string };
}

/** What a namespace may have beside its own. */
export interface Allowance {
  /** Folders, and `<folder>/*`, by namespace. */
  of(namespace: string): ReadonlySet<string>;
  /** Whether a namespace has this very path on its list. */
  isListed(path: string): boolean;
}

/** Decides which namespace has which folder. No folder with entries is ever above or in another one. */
export class Layout {
  private readonly claims: string;

  constructor(private readonly settings: LayoutSettings) {
    if (!isPath(settings.root) || !isPath(`/${settings.environment}`) || !isPath(settings.claimPath)) {
      throw new Error('root, environment and claim path must be those of ZooKeeper paths');
    }
    this.claims = parentOf(settings.claimPath) || settings.claimPath;
  }

  /** Where the pods of a namespace are registered, or why they are not. */
  public place(namespace: string, path: string, allowance: Allowance): Place | string {
    if (!isPath(path)) return 'is no path';
    const { root, environment } = this.settings;
    const reserved = this.reserved(path);
    if (reserved) return reserved;
    const [service, ...rest] = isWithin(path, root) ? segmentsOf(path.slice(root.length)) : [''];
    // Neither services nor namespaces have a dot in their names, so exactly one divides them.
    const [name, owner, ...more] = service.split('.');
    if (SERVICE.test(name) && owner === namespace && more.length === 0 && rest.length === 1 && rest[0] === environment) {
      return { siblings: { folder: root, suffix: `.${namespace}` } };
    }
    const listed = this.listed(namespace, path, allowance);
    if (listed === undefined) return `is not the namespace's own: that is ${root}/<service>.${namespace}/${environment}`;
    const above = ancestors(listed).find(each => allowance.isListed(each) || allowance.isListed(`${parentOf(each)}${ANY}`));
    if (above !== undefined) return `is in ${above}, which has entries itself`;
    return listed.endsWith(ANY) ? { siblings: { folder: parentOf(path), suffix: '' } } : {};
  }

  /** What is wrong with a path on a namespace's list, if anything. */
  public listProblem(path: string): string | undefined {
    const folder = path.endsWith(ANY) ? path.slice(0, -ANY.length) : path;
    return isPath(folder) ? this.reserved(`${folder}${path === folder ? '' : '/any'}`) : 'is no path';
  }

  private listed(namespace: string, path: string, allowance: Allowance): string | undefined {
    const own = allowance.of(namespace);
    return [path, `${parentOf(path)}${ANY}`].find(each => own.has(each));
  }

  /** Folders that nobody can have, whatever is listed. */
  private reserved(path: string): string | undefined {
    const { root } = this.settings;
    const [first] = segmentsOf(path);
    if (first === 'zookeeper') return 'is ZooKeeper\'s own';
    const [claims] = segmentsOf(this.claims);
    if (isWithin(path, this.claims) || isWithin(this.claims, path) || first.startsWith(`${claims}-`)) {
      return 'is the registrars\' own';
    }
    if (isWithin(root, path)) return 'is above the services';
    if (!isWithin(path, root)) return undefined;
    const [service, ...rest] = segmentsOf(path.slice(root.length));
    return service.includes('.') && rest.length !== 1 ? 'is above or in the entries of a service' : undefined;
  }
}

/** The paths in the text of a list, divided by commas and white space. */
export function pathsIn(text: string): string[] {
  return [...new Set(text.split(/[\s,]+/).filter(each => each !== ''))].slice(0, MOST_PATHS);
}

function ancestors(path: string): string[] {
  const segments = segmentsOf(path);
  return segments.slice(0, -1).map((_, n) => `/${segments.slice(0, n + 1).join('/')}`);
}
