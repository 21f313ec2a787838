import { IConstruct } from 'constructs';

/** Something that holds for a construct and for everything below it. */
export class Attachment<T> {
  private readonly key: symbol;

  constructor(name: string) {
    this.key = Symbol.for(`cdk8s-pinterest.${name}`);
  }

  public attach(scope: IConstruct, value: T): void {
    Object.defineProperty(scope, this.key, { value, configurable: true });
  }

  /** What the nearest construct at or above a scope has. */
  public of(scope: IConstruct): T | undefined {
    for (let node: IConstruct | undefined = scope; node; node = node.node.scope) {
      const value = (node as unknown as Record<symbol, T | undefined>)[this.key];
      if (value !== undefined) return value;
    }
    return undefined;
  }
}
