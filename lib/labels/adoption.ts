import { DOMAIN } from './keys';
import { labels, someLabels } from './labels-shape';
import { emptyOr, flat, mapOf, optional, Rule, shape, text } from '../validation/judge';
import { KINDS } from '../validation/kinds';
import { TextKind } from '../validation/text-kind';
import { valueObject } from '../validation/value-object';

/** What a Deployment, StatefulSet or DaemonSet of the cluster has that cannot change. */
export interface AdoptionOptions {
  /**
   * The labels by which it finds its pods, all of them:
   * `kubectl get deployment <name> -o jsonpath='{.spec.selector.matchLabels}'`.
   */
  readonly selector: { [label: string]: string };

  /**
   * Its name.
   *
   * @default - the name of the workload
   */
  readonly name?: string;

  /**
   * Of a StatefulSet: the labels of its claim templates, all of which have the same.
   *
   * @default - none
   */
  readonly claimLabels?: { [label: string]: string };

  /**
   * Of a StatefulSet: the annotations of its claim templates, all of which have the same.
   *
   * @default - none
   */
  readonly claimAnnotations?: { [name: string]: string };
}

/**
 * A Deployment, StatefulSet or DaemonSet that is on the cluster already, made by a Helm chart or by hand, and that becomes this
 * workload's: it keeps its name, its selector and its pods' labels, and whatever selects pods follows.
 */
export class Adoption {
  public static of(options: AdoptionOptions): Adoption {
    return new Adoption(options);
  }

  private constructor(
    /** @internal */
    public readonly _options: AdoptionOptions,
  ) {}
}

/** Labels that controllers give to pods by themselves: no pod template has them. */
const OF_CONTROLLERS = new RegExp([
  '^(pod-template-hash|pod-template-generation|controller-revision-hash|controller-uid|job-name)$',
  '^(statefulset|batch)\\.kubernetes\\.io/', '^apps\\.kubernetes\\.io/pod-index$',
].join('|'));

const SELECTOR_KEY: TextKind = {
  ...KINDS.labelKey,
  rule: `${KINDS.labelKey.rule}, and none that the platform or a controller sets`,
  holds: key => KINDS.labelKey.holds(key) && !key.startsWith(`${DOMAIN}/`) && !OF_CONTROLLERS.test(key),
};
const SELECTOR = someLabels('Write what the object has in spec.selector.matchLabels.', SELECTOR_KEY);
const CLAIM_LABELS = labels('Write what the claim templates have in metadata.labels.');
const FIX = 'Write for example Adoption.of({ selector: { app: "api" } }).';

const ADOPTION: Rule = valueObject('_options', shape({
  _options: flat(shape({
    selector: SELECTOR,
    name: optional(text(KINDS.objectName, { fix: 'Write the name of the object.' })),
    claimLabels: optional(CLAIM_LABELS),
    claimAnnotations: optional(mapOf(KINDS.labelKey, emptyOr(text(KINDS.text)))),
  }, FIX)),
}, FIX), FIX);

/** One that is refused is left out: the workload then has a selector of its own. */
export const ADOPTION_SHAPE: Rule = (value, field, problems) => {
  const found = problems.length;
  const kept = ADOPTION(value, field, problems);
  return problems.length > found ? undefined : kept;
};
