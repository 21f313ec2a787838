import { Component } from './component';
import { PHASES } from './phase';

/** Properties of a Release. */
export interface ReleaseProps {
  /** Such as `2026.11`. A release is frozen: other components or settings, another name. */
  readonly name: string;

  /** Its components, in any order; within a phase they act in this one. */
  readonly components: Component[];
}

/** A frozen set of runtime components. Several releases live in one cluster at once. */
export class Release {
  public readonly name: string;

  /** In the order in which they act. */
  public readonly components: Component[];

  constructor(props: ReleaseProps) {
    this.name = props.name;
    this.components = PHASES.flatMap(phase => props.components.filter(component => component.phase === phase));
  }

  /**
   * A release of your own: this one, with some components added, or replaced by those of the same name.
   *
   * @param name of the new release, such as `2026.11-acme`
   */
  public derive(name: string, components: Component[]): Release {
    const replaced = new Set(components.map(component => component.name));
    const kept = this.components.filter(component => !replaced.has(component.name));
    return new Release({ name, components: [...kept, ...components] });
  }
}
