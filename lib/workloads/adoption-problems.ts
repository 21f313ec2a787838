import { IConstruct } from 'constructs';
import { rootOf } from './claims';
import { adoptedLabels, allRegistered, registered, Registered } from './registry';
import { Adoption } from '../labels/adoption';
import { NAME_LABEL } from '../labels/keys';
import { selectorLabels } from '../labels/selector';
import { Placement as PodPlacement } from '../pod/placement';
import { WorkloadIntent } from '../runtime/workload-intent';
import { oncePerPass } from '../tree/pass';
import { must, Problem } from '../validation/problem';

const STORE = 'PinterestStatefulSet';

/** What is wrong with what a workload adopts, besides its strings. */
export function adoptionProblems(adoption: Adoption | undefined, kind: string): Problem[] {
  const { claimLabels, claimAnnotations } = adoption?._options ?? {};
  return kind === STORE ? [] : Object.entries({ claimLabels, claimAnnotations }).flatMap(([name, value]) => must(
    value === undefined, {
      field: `adoption.${name}`, rule: `has no meaning for a ${kind}`, fix: 'Leave it out: only a PinterestStatefulSet has it.',
    },
  ));
}

/** Workloads whose pods an adopted selector would take for its own. Call it once the whole tree is built. */
export function selectorProblems(scope: IConstruct, adoption: Adoption | undefined, intent: WorkloadIntent): Problem[] {
  if (adoption === undefined) return [];
  const { selector } = adoption._options;
  const place = `${intent.cluster.name}/${intent.namespace}`;
  const { byLabel } = indexOf(scope);
  const holders = Object.entries(selector).map(([name, value]) => byLabel.get(`${place} ${name}=${value}`) ?? [])
    .sort((some, others) => some.length - others.length)[0];
  const found = holders.filter(({ construct }) => construct !== scope).filter(other => {
    const labels = labelsOf(other);
    return Object.entries(selector).every(([name, value]) => labels[name] === value);
  }).map(({ construct }) => ({
    field: 'adoption.selector',
    value: Object.entries(selector).map(([name, value]) => `${name}=${value}`).join(','),
    rule: `also finds the pods of ${construct.node.path}`,
    fix: 'Write the whole selector of the object. If that is all of it, the two need other namespaces.',
  }));
  return found.length > 0 ? found : namesakes(scope, selector[NAME_LABEL], intent);
}

/** A workload that is found by the name that the adopted pods have, too. */
function namesakes(scope: IConstruct, value: string | undefined, { cluster, namespace }: WorkloadIntent): Problem[] {
  const others = value === undefined ? [] : registered(scope, cluster.name, namespace, value).filter(other => other !== scope);
  return others.map(({ node }) => ({
    field: 'adoption.selector',
    value: `${NAME_LABEL}=${value}`,
    rule: `is the name of ${node.path}, which would find these pods, too`,
    fix: 'Rename that one, or give the adopted workload this name.',
  }));
}

/** What a workload says of the pods of one that was adopted, whose name they may not have. Call it once the tree is whole. */
export function matchProblems(scope: IConstruct, placement: PodPlacement | undefined, intent: WorkloadIntent): Problem[] {
  const { near = [], apart = [] } = placement?._rules ?? {};
  return [...near, ...apart].flatMap(({ pods: { name, namespace = intent.namespace } }) => {
    const labels = name === undefined ? undefined : adoptedLabels(scope, intent.cluster.name, namespace, name);
    const label = labels?.[NAME_LABEL];
    return must(label === undefined || label === name, () => ({
      field: 'placement',
      value: name,
      rule: `was adopted, and its pods have the label ${NAME_LABEL}=${label}`,
      fix: 'Write PodMatch.labelled with the selector of its adoption.',
    }));
  });
}

interface Index {
  /** By cluster, namespace and label. */
  readonly byLabel: Map<string, Registered[]>;
}

const INDICES = new WeakMap<IConstruct, () => Index>();

/** Made once, and only for an app that adopts something. */
function indexOf(scope: IConstruct): Index {
  const root = rootOf(scope);
  const index = INDICES.get(root) ?? oncePerPass(() => {
    const byLabel = new Map<string, Registered[]>();
    for (const workload of allRegistered(root)) {
      const { cluster, namespace } = workload.intent;
      for (const [name, value] of Object.entries(labelsOf(workload))) {
        const key = `${cluster.name}/${namespace} ${name}=${value}`;
        const known = byLabel.get(key);
        if (known) known.push(workload);
        else byLabel.set(key, [workload]);
      }
    }
    return { byLabel };
  });
  INDICES.set(root, index);
  return index();
}

/** The labels of pods, but for those that somebody adds later. */
function labelsOf({ intent, podLabels }: Registered): Record<string, string> {
  return { ...intent.labels, ...(podLabels ?? selectorLabels(intent.name, intent.kind)) };
}
