import { IConstruct } from 'constructs';

/** Like node.root, without building the list of all scopes in between. */
export function rootOf(construct: IConstruct): IConstruct {
  let at = construct;
  while (at.node.scope) at = at.node.scope;
  return at;
}

/** What constructs of an app use, by a key: a host, a number on the nodes, an account. */
export class Claims {
  private readonly byRoot = new WeakMap<IConstruct, Map<string, IConstruct[]>>();

  public add(key: string, claimant: IConstruct): void {
    const root = rootOf(claimant);
    const claims = this.byRoot.get(root) ?? new Map<string, IConstruct[]>();
    this.byRoot.set(root, claims);
    claims.set(key, [...claims.get(key) ?? [], claimant]);
  }

  /** Those of the app of a construct, in their order; one that has added a key twice is there twice. */
  public of(key: string, within: IConstruct): IConstruct[] {
    return this.byRoot.get(rootOf(within))?.get(key) ?? [];
  }
}
