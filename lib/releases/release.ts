import { isComplete, partsOf, PHASES, refusal } from './refusal';
import { KubernetesVersion } from '../cluster/kubernetes-version';
import { Component } from '../runtime/component';
import { IReleaseComponent } from '../runtime/release-component';
import { having, judge, listOf, named, optional, shape, text } from '../validation/judge';
import { KINDS } from '../validation/kinds';
import { wrongOptions } from '../validation/options';
import { DNS_LABEL, DNS_LABEL_RULE } from '../validation/patterns';
import { Problem } from '../validation/problem';
import { repeated } from '../validation/repeated';
import { required } from '../validation/required';
import { isList, keyed, slug } from '../validation/words';

/** Properties of a Release. */
export interface ReleaseProps {
  /** Such as `2026.11`. A release is frozen: changed components or settings need a new name. */
  readonly name: string;

  /** Its components. They act in the order of their phases, and within a phase in the order given. */
  readonly components: IReleaseComponent[];

  /**
   * The oldest Kubernetes version that it supports.
   *
   * @default KubernetesVersion.V1_27
   */
  readonly oldestKubernetes?: KubernetesVersion;

  /**
   * The newest Kubernetes version that it supports.
   *
   * @default - any
   */
  readonly newestKubernetes?: KubernetesVersion;
}

const VERSION = having('isOlderThan', 'a KubernetesVersion', 'KubernetesVersion.V1_31');

const SHAPE = shape({
  name: named('releases', text(KINDS.labelValue, {
    fix: 'Write for example "2026.11".', standIn: value => typeof value === 'string' ? value : slug(value),
  })),
  // Each is judged further down, and may be nothing at all.
  components: (value, field, problems) => (
    isList(value) ? value : listOf(component => component)(value, field, problems)
  ),
  oldestKubernetes: optional(VERSION),
  newestKubernetes: optional(VERSION),
}, 'Write { name, components }.', { name: 'unnamed', components: [] });

/** A frozen set of runtime components. Several releases live in one cluster at once. */
export class Release {
  public readonly name: string;

  /** In the order in which they act. */
  public readonly components: IReleaseComponent[];

  public readonly oldestKubernetes: KubernetesVersion;
  public readonly newestKubernetes?: KubernetesVersion;

  /** The same components, with their methods. @internal */
  public readonly _components: Component[];

  /** Invalid components: not a Component, or without a name or phase. */
  private readonly refused: IReleaseComponent[];

  /** What is wrong with what it was given. */
  private readonly wrong: Problem[];

  constructor(props: ReleaseProps) {
    const { value, problems } = judge(props, SHAPE);
    props = value;
    this.wrong = problems;
    this.name = props.name;
    const complete = props.components.filter(isComplete);
    this._components = PHASES.flatMap(phase => complete.filter(component => component.phase === phase));
    this.components = [...this._components];
    this.refused = props.components.filter(component => !isComplete(component));
    this.oldestKubernetes = props.oldestKubernetes ?? KubernetesVersion.V1_27;
    this.newestKubernetes = props.newestKubernetes;
  }

  /** Whether it supports this version of Kubernetes. */
  public supports(version: KubernetesVersion): boolean {
    required('release.supports', 'version', version, VERSION);
    return !version.isOlderThan(this.oldestKubernetes) && !this.newestKubernetes?.isOlderThan(version);
  }

  /**
   * A release of your own: a copy of this one, with components added, or replaced by those of the same name.
   *
   * @param name of the new release, such as `2026.11-acme`
   */
  public derive(name: string, components: IReleaseComponent[]): Release {
    // What is no list in plain JavaScript is refused as that.
    if (!isList(components)) return new Release({ name, components });
    const replaced = new Set(components.map(component => partsOf(component).name));
    const isReplaced = ({ name: known }: Partial<IReleaseComponent>) => known !== undefined && replaced.has(known);
    const kept = [...this.components, ...this.refused].filter(component => !isReplaced(partsOf(component)));
    const { oldestKubernetes, newestKubernetes } = this;
    return new Release({ name, components: [...kept, ...components], oldestKubernetes, newestKubernetes });
  }

  /** Problems with the release itself. @internal */
  public get _problems(): Problem[] {
    const field = `${keyed('releases', this.name)}.components`;
    return [
      ...this.wrong,
      ...repeated(this.components.map(component => component.name)).map(value => ({
        field, value, rule: 'is in the release twice', fix: 'Remove one of the two, or use release.derive to replace it.',
      })),
      ...this.components.filter(({ name }) => !DNS_LABEL.test(name)).map(({ name }) => ({
        field, value: name, rule: `is a name that ${DNS_LABEL_RULE}`, fix: 'Write for example "geodata".',
      })),
      ...this.components.flatMap(component => wrongOptions(component, keyed(field, component.name))),
      ...this.refused.map(component => refusal(field, component)),
    ];
  }
}
