import { PatchOperation } from './api';
import { DaemonSet, Node, TAINT } from './objects';
import { runsOn } from './placement';

const LABELS = 'runtime.pinterest.com/';
const READY = 'ready';

/** The state of the cluster's runtime, as far as the gate has seen it. */
export interface Runtime {
  /** The names of each installed release's DaemonSets. */
  readonly releases: Map<string, string[]>;
  /** The DaemonSets that exist. */
  readonly daemonSets: Map<string, DaemonSet>;
  /** Whether a pod of this DaemonSet has become ready on this very node. */
  readonly isReady: (daemon: DaemonSet, node: Node) => boolean;
}

/** The daemons of a release for which a node still waits, those not yet created included. */
export function awaited(release: string, node: Node, { releases, daemonSets, isReady }: Runtime): string[] {
  return (releases.get(release) ?? []).filter(name => {
    const daemon = daemonSets.get(name);
    return !daemon || (runsOn(daemon, node) && !isReady(daemon, node));
  });
}

export function isHeld(node: Node): boolean {
  return node.taints.some(taint => taint.key === TAINT);
}

/**
 * The changes that a node needs, mostly none. A label stays while a daemon restarts or is updated: it means that the
 * release has been installed on the node, and new pods must not wait during each update.
 */
export function changes(node: Node, runtime: Runtime): PatchOperation[] {
  const releases = [...runtime.releases.keys()];
  const ready = releases.filter(release => awaited(release, node, runtime).length === 0);
  const labelled = Object.keys(node.labels).filter(label => label.startsWith(LABELS)).map(label => label.slice(LABELS.length));
  const operations = [
    ...ready.filter(release => node.labels[LABELS + release] !== READY).map(release => ({
      op: 'add' as const, path: pathOf(release), value: READY,
    })),
    ...labelled.filter(release => isGone(release, runtime)).map(release => ({ op: 'remove' as const, path: pathOf(release) })),
    ...(ready.length === releases.length ? opening(node) : []),
  ];
  // A node that was deleted and added again meanwhile is another one.
  return operations.length === 0 ? [] : [{ op: 'test', path: '/metadata/uid', value: node.uid }, ...operations];
}

/** Whether a release should have daemons, and none of them exists. */
function isGone(release: string, { releases, daemonSets }: Runtime): boolean {
  if (releases.get(release)?.length === 0) return false;
  return ![...daemonSets.values()].some(daemon => daemon.release === release);
}

/** A JSON patch addresses list items by index, so each removal first tests that it has the right taint. */
function opening(node: Node): PatchOperation[] {
  return node.taints
    .map(({ key }, n) => ({ key, path: `/spec/taints/${n}` }))
    .filter(({ key }) => key === TAINT)
    .reverse()
    .flatMap(({ path }) => [{ op: 'test' as const, path: `${path}/key`, value: TAINT }, { op: 'remove' as const, path }]);
}

function pathOf(release: string): string {
  return `/metadata/labels/${(LABELS + release).replaceAll('~', '~0').replaceAll('/', '~1')}`;
}
