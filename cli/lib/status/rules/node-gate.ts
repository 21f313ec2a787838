import { READY_NODE_LABELS, RUNTIME_LABEL, STARTUP_TAINT } from '../../cluster/labels';
import { isReady } from '../containers';
import { Finding, platform } from '../finding';
import { Node, Pod } from '../snapshot/objects';
import { Surroundings } from '../surroundings';


/** Whether it is the node gate that keeps a pod off the nodes, since the daemons of its release are not ready there. */
export function nodeGate(
  pod: Pod,
  said: string,
  around: Surroundings,
): Pick<Finding, 'cause' | 'what' | 'whose' | 'step'> | undefined {
  const tainted = said.includes(STARTUP_TAINT);
  const release = requiredRelease(pod);
  const closed = around.nodes.filter(node => isTainted(node) || (release !== undefined && !isOpenTo(node, release)));
  // Without the nodes one sees only what the scheduler says.
  const unlabelled =
    release !== undefined
    && /didn't match Pod's node (affinity|selector)/.test(said)
    && (around.nodes.length === 0 ? !/Insufficient/.test(said) : closed.length === around.nodes.length);
  if (!tainted && !unlabelled) return undefined;
  const names = closed.map(({ metadata }) => metadata.name).sort();
  const awaited = unreadyDaemons(around, names, release);
  const which =
    names.length === 0
      ? 'the nodes'
      : `${names.slice(0, 3).join(', ')}${names.length > 3 ? ` and ${names.length - 3} more` : ''}`;
  return {
    cause: 'node-gate',
    whose: platform('node gate'),
    what:
      `The node gate keeps ${which} closed until the runtime's daemons${release === undefined ? '' : ` of ${release}`} are `
        + 'ready there'
      + `${awaited.length === 0 ? '' : `; not ready: ${awaited.join(', ')}`}.`,
    step:
      awaited.length === 0
        ? 'kubectl get daemonsets,pods -A -l pinterest.com/runtime -o wide, and the pods of node-gate.'
        : `kubectl get pods -n ${awaited[0].split('/')[0]} -l pinterest.com/runtime -o wide, or ask the infrastructure team to.`,
  };
}

/** By its required node affinity. */
function requiredRelease(pod: Pod): string | undefined {
  const terms = pod.spec?.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms ?? [];
  const keys = [
    ...terms.flatMap(({ matchExpressions = [] }) => matchExpressions.map(({ key }) => key)),
    ...Object.keys(pod.spec?.nodeSelector ?? {}),
  ];
  return keys.find(key => key.startsWith(READY_NODE_LABELS))?.slice(READY_NODE_LABELS.length);
}

const isTainted = ({ spec }: Node): boolean => spec?.taints?.some(({ key }) => key === STARTUP_TAINT) === true;
const isOpenTo = ({ metadata }: Node, release: string): boolean => metadata.labels?.[READY_NODE_LABELS + release] !== undefined;

/** Daemons of the release that have no ready pod on one of the nodes: `namespace/name`. */
function unreadyDaemons(
  { runtimeDaemons, runtimePods }: Surroundings,
  nodes: readonly string[],
  release: string | undefined,
): string[] {
  const daemons = runtimeDaemons.filter(({ metadata }) => release === undefined || metadata.labels?.[RUNTIME_LABEL] === release);
  return daemons
    .filter(({ metadata }) => {
      const ready = new Set(
        runtimePods
          .filter(pod => isReady(pod) && pod.metadata.ownerReferences?.some(({ uid }) => uid === metadata.uid))
          .map(({ spec }) => spec?.nodeName),
      );
      return nodes.some(node => !ready.has(node));
    })
    .map(({ metadata }) => `${metadata.namespace}/${metadata.name}`)
    .sort();
}
