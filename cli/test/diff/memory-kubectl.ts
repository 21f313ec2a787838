import { ClusterReader } from '../../lib/cluster/cluster-reader';
import { Kubectl } from '../../lib/cluster/kubectl';
import { Failure, FailureReason, Read } from '../../lib/cluster/read';
import { LiveObject } from '../../lib/diff/live/live-object';

/** A resource of the cluster: its plural, group, kind, and whether it is in namespaces. */
export type Resource = readonly [plural: string, group: string, kind: string, namespaced: boolean];

/** A cluster in memory, as far as `kubectl get` reads one. */
export class MemoryKubectl {
  /** The arguments of each run. */
  public readonly calls: string[][] = [];

  /** @param may whether somebody may list a resource, in a namespace or across the cluster */
  constructor(
    private readonly resources: readonly Resource[], private readonly objects: readonly LiveObject[],
    private readonly may: (plural: string, namespace: string | undefined) => boolean = () => true,
  ) {}

  public reader(): ClusterReader {
    return new ClusterReader(this as unknown as Kubectl);
  }

  public async run(args: readonly string[]): Promise<Read<string>> {
    const { value, failure } = await this.runPartly(args);
    return failure ? { failure } : { value };
  }

  public async runPartly(args: readonly string[]): Promise<{ value: string; failure?: Failure }> {
    this.calls.push([...args]);
    if (args[0] === 'api-resources') {
      return {
        value: this.resources.map(([plural, group, kind, namespaced]) => (
          `${plural}  ${group === '' ? '' : `${group}/`}v1  ${namespaced}  ${kind}  get,list`
        )).join('\n'),
      };
    }
    const raw = args.indexOf('--raw');
    return raw >= 0 ? this.raw(new URL(args[raw + 1], 'http://cluster')) : this.get(args);
  }

  private get(args: readonly string[]): { value: string; failure?: Failure } {
    const after = (option: string) => args.includes(option) ? args[args.indexOf(option) + 1] : undefined;
    const namespace = after('-n');
    if (args[1].includes('/')) {
      const named = args.slice(1).filter(each => each.includes('/')).map(each => each.split('/'));
      const items = named.flatMap(([plural, name]) => (
        this.listed(this.resource(plural), namespace, '').filter(each => each.metadata.name === name)
      ));
      return { value: items.length === 0 ? '' : JSON.stringify({ kind: 'List', items }) };
    }
    const wanted = args[1].split(',').map(each => this.resource(each));
    const allowed = wanted.filter(([plural]) => this.may(plural, namespace));
    const items = allowed.flatMap(each => this.listed(each, namespace, after('-l') ?? ''));
    const value = JSON.stringify({ kind: 'List', items });
    const refused = wanted.filter(each => !allowed.includes(each)).map(forbidden);
    return refused.length === 0 ? { value } : {
      value, failure: {
        reason: FailureReason.FORBIDDEN, message: refused.join(' Error from server (Forbidden): '),
      },
    };
  }

  private raw({ pathname, searchParams }: URL): { value: string; failure?: Failure } {
    const [, namespace, plural] = /(?:\/namespaces\/([^/]+))?\/([^/]+)$/.exec(pathname) as RegExpExecArray;
    const resource = this.resource(plural);
    if (!this.may(plural, namespace)) {
      return { value: '', failure: { reason: FailureReason.FORBIDDEN, message: forbidden(resource) } };
    }
    const items = this.listed(resource, namespace, searchParams.get('labelSelector') ?? '');
    return { value: JSON.stringify({ kind: `${resource[2]}List`, apiVersion: apiVersionOf(resource), items }) };
  }

  private listed([, group, kind]: Resource, namespace: string | undefined, selector: string): LiveObject[] {
    return this.objects.filter(each => (
      each.kind === kind && each.apiVersion === apiVersionOf(['', group, kind, true])
      && (namespace === undefined || each.metadata.namespace === namespace)
      && isSelected(each.metadata.labels ?? {}, selector)
    ));
  }

  private resource(name: string): Resource {
    const found = this.resources.find(([plural]) => plural === name.split('.')[0]);
    if (found === undefined) throw new Error(`no resource ${name}`);
    return found;
  }
}

function forbidden([plural, group]: Resource): string {
  return `${plural} is forbidden: User "web" cannot list resource "${plural}" in API group "${group}" at the cluster scope`;
}

function apiVersionOf([, group]: Resource): string {
  return group === '' ? 'v1' : `${group}/v1`;
}

/** As a server reads `a=b,c in (d,e),f notin (g)`. */
function isSelected(labels: Readonly<Record<string, string>>, selector: string): boolean {
  return [...selector.matchAll(/([^,=()\s]+)(?:=([^,]*)| (in|notin) \(([^)]*)\))/g)].every(([, name, value, operator, values]) => {
    if (operator === undefined) return labels[name] === value;
    const isIn = name in labels && values.split(',').includes(labels[name]);
    return operator === 'in' ? isIn : !isIn;
  });
}
