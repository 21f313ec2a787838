import { IConstruct } from 'constructs';

/** A value that applies to a construct and to everything below it. */
export class Attachment<T> {
  private readonly key: symbol;

  constructor(name: string) {
    this.key = Symbol.for(`cdk8s-pinterest.${name}`);
  }

  public attach(scope: IConstruct, value: T): void {
    // Assigned, not defined: a fleet has many thousands of objects, and a defined property makes each of them slower.
    (scope as unknown as Record<symbol, T>)[this.key] = value;
  }

  /** The value of a construct itself. */
  public own(scope: IConstruct): T | undefined {
    return (scope as unknown as Record<symbol, T | undefined>)[this.key];
  }

  /** The value of the nearest construct at or above a scope that has one. */
  public of(scope: IConstruct): T | undefined {
    for (let node: IConstruct | undefined = scope; node; node = node.node.scope) {
      const value = this.own(node);
      if (value !== undefined) return value;
    }
    return undefined;
  }
}
