import { NodeMatch, PodMatch } from './placement-match';
import { Toleration } from '../requirements/toleration';
import { optionOf } from '../validation/options';

/** How strictly nodes are chosen. */
export interface NodeAffinityOptions {
  /**
   * How much such nodes are preferred to others, from 1 to 100.
   *
   * @default - pods run on no other nodes
   */
  readonly preferred?: number;
}

/** How strictly pods are kept apart or together, and what counts as one place. */
export interface PodAffinityOptions {
  /**
   * How much it is preferred, from 1 to 100.
   *
   * @default - pods stay pending rather than run elsewhere
   */
  readonly preferred?: number;

  /**
   * The label of nodes whose value says which of them are one place.
   *
   * @default kubernetes.io/hostname
   */
  readonly topologyKey?: string;
}

/** How evenly pods are spread. */
export interface SpreadOptions {
  /**
   * By how many pods two places may differ.
   *
   * @default 1
   */
  readonly maxSkew?: number;

  /**
   * Whether pods stay pending rather than make it uneven.
   *
   * @default false
   */
  readonly required?: boolean;
}

/**
 * On which nodes pods run, such as `Placement.pool('gpu').apartFrom(PodMatch.SELF)`. It adds to what the platform and the kind of
 * workload require, and replaces nothing.
 */
export class Placement {
  /** On the nodes of a pool that the platform declares for the cluster, tolerating the taints of these nodes. */
  public static pool(name: string): Placement {
    return new Placement({ ...NOTHING, pools: [name] });
  }

  /** On nodes that have all these labels. */
  public static nodes(labels: { [label: string]: string }): Placement {
    return new Placement({ ...NOTHING, labels: [labels] });
  }

  /** On any node, to begin with. */
  public static anywhere(): Placement {
    return new Placement(NOTHING);
  }

  private constructor(
    /** @internal */
    public readonly _rules: PlacementRules,
  ) {}

  /** Also on nodes with these taints. */
  public tolerating(...tolerations: Toleration[]): Placement {
    return this.with({ tolerations });
  }

  /** On nodes for which all of this holds. */
  public nodeAffinity(matches: NodeMatch[], options?: NodeAffinityOptions): Placement {
    return this.with({ nodes: [{ matches, options }] });
  }

  /** Not where these pods are. */
  public apartFrom(pods: PodMatch, options?: PodAffinityOptions): Placement {
    return this.with({ apart: [{ pods, options }] });
  }

  /** Where these pods are. */
  public nearTo(pods: PodMatch, options?: PodAffinityOptions): Placement {
    return this.with({ near: [{ pods, options }] });
  }

  /** Spread evenly over places, for example zones: `topology.kubernetes.io/zone`. */
  public spreadOver(topologyKey: string, options?: SpreadOptions): Placement {
    return this.with({ spreads: [{ topologyKey, options }] });
  }

  /** Everything that another placement says, too. */
  public and(other: Placement): Placement {
    // What is none in plain JavaScript is refused where labels are.
    return this.with(optionOf(other, '_rules') ?? { labels: [other as any] });
  }

  private with(more: Partial<PlacementRules>): Placement {
    const added = (name: string) => more[name as keyof PlacementRules] ?? [];
    const rules = Object.entries(this._rules).map(([name, list]) => [name, [...list, ...added(name)]]);
    return new Placement(Object.fromEntries(rules));
  }
}

/** @internal */
export interface PlacementRules {
  readonly pools: string[];
  readonly labels: { [label: string]: string }[];
  readonly tolerations: Toleration[];
  readonly nodes: { readonly matches: NodeMatch[]; readonly options?: NodeAffinityOptions }[];
  readonly apart: PodRule[];
  readonly near: PodRule[];
  readonly spreads: { readonly topologyKey: string; readonly options?: SpreadOptions }[];
}

/** @internal */
export interface PodRule {
  readonly pods: PodMatch;
  readonly options?: PodAffinityOptions;
}

const NOTHING: PlacementRules = { pools: [], labels: [], tolerations: [], nodes: [], apart: [], near: [], spreads: [] };
