import { setTimeout as sleep } from 'node:timers/promises';
import { Api } from './api';
import { Copy } from './copy';
import { changes, Runtime } from './decision';
import { DaemonPod, daemonPodOf, DaemonSet, daemonSetOf, isReadyOn, Node, nodeOf, RUNTIME_LABEL } from './objects';
import { ApiError } from '../../common/src/api';
import { ListWatch } from '../../common/src/list-watch';
import { log, messageOf } from '../../common/src/log';

export interface GateProps {
  /** The namespace of the runtime's daemons. */
  readonly namespace: string;
  /** The names of each installed release's DaemonSets. */
  readonly releases: Map<string, string[]>;
}

/** Status codes after which a node is not as it was seen: mostly another replica was faster. */
const OUTDATED = [404, 409, 422];

const RETRY_MILLISECONDS = 2000;

/** Checks a node whenever something on it has changed, and patches it if needed. Any number of gates may run at once. */
export class Gate {
  public readonly nodes = new Copy<Node>((_, after) => {
    if (after) this.lookAt(after.name);
  });
  public readonly daemonSets = new Copy<DaemonSet>(() => this.lookAt(...this.nodes.items.keys()));
  public readonly pods = new Copy<DaemonPod>((before, after) => {
    if (before) this.forget(before);
    if (after === undefined) return;
    this.keep(after);
    this.lookAt(after.node);
  });
  public readonly runtime: Runtime;

  /** How many nodes this replica has opened, and how many of its patches have failed. */
  public opened = 0;
  public patchFailures = 0;

  private readonly watches: Record<string, ListWatch<unknown>>;
  /** The ready pods, by node and DaemonSet. */
  private readonly readyPods = new Map<string, Map<string, DaemonPod>>();
  private readonly toLookAt = new Set<string>();
  private wake?: () => void;

  constructor(private readonly api: Api, { namespace, releases }: GateProps) {
    const daemonSets = `/apis/apps/v1/namespaces/${namespace}/daemonsets`;
    const pods = `/api/v1/namespaces/${namespace}/pods`;
    this.watches = {
      nodes: new ListWatch(api, { path: '/api/v1/nodes', keep: nodeOf }, this.nodes),
      daemonsets: new ListWatch(api, { path: daemonSets, labelSelector: RUNTIME_LABEL, keep: daemonSetOf }, this.daemonSets),
      pods: new ListWatch(api, { path: pods, labelSelector: RUNTIME_LABEL, keep: daemonPodOf }, this.pods),
    };
    this.runtime = {
      releases,
      daemonSets: this.daemonSets.items,
      isReady: (daemon, node) => [...this.readyPods.get(keyOf(node.name, daemon.uid))?.values() ?? []]
        .some(pod => isReadyOn(pod, node)),
    };
  }

  /** Whether it has seen everything that its decisions need. */
  public get synced(): boolean {
    return this.nodes.synced && this.daemonSets.synced && this.pods.synced;
  }

  public get watchFailures(): number {
    return Object.values(this.watches).reduce((sum, { failures }) => sum + failures, 0);
  }

  public async run(signal: AbortSignal): Promise<void> {
    signal.addEventListener('abort', () => this.wake?.());
    const watching = Object.entries(this.watches)
      .map(([what, watch]) => watch.run(error => log('cannot watch', { what, error: messageOf(error) }), signal));
    await Promise.all([...watching, this.work(signal)]);
  }

  private async work(signal: AbortSignal): Promise<void> {
    while (!this.synced && !signal.aborted) await sleep(100);
    while (!signal.aborted) {
      const [name] = this.toLookAt;
      if (name === undefined) {
        await new Promise<void>(resolve => { this.wake = resolve; });
        continue;
      }
      this.toLookAt.delete(name);
      const node = this.nodes.items.get(name);
      if (node) await this.bringUpToDate(node);
    }
  }

  private async bringUpToDate(node: Node): Promise<void> {
    const operations = changes(node, this.runtime);
    if (operations.length === 0) return;
    try {
      this.nodes.changed(nodeOf(await this.api.patch(`/api/v1/nodes/${node.name}`, operations)));
    } catch (error) {
      if (!(error instanceof ApiError && OUTDATED.includes(error.status))) this.patchFailures++;
      log('not patched', { node: node.name, error: messageOf(error) });
      setTimeout(() => this.lookAt(node.name), RETRY_MILLISECONDS).unref();
      return;
    }
    const opened = operations.some(({ path }) => path.startsWith('/spec'));
    if (opened) this.opened++;
    log(opened ? 'opened' : 'labelled', { node: node.name, operations });
  }

  private lookAt(...names: string[]): void {
    for (const name of names) this.toLookAt.add(name);
    this.wake?.();
  }

  private keep(pod: DaemonPod): void {
    if (pod.readySince === undefined || pod.daemon === '') return;
    const key = keyOf(pod.node, pod.daemon);
    const pods = this.readyPods.get(key) ?? new Map<string, DaemonPod>();
    this.readyPods.set(key, pods.set(pod.name, pod));
  }

  private forget({ name, node, daemon }: DaemonPod): void {
    const key = keyOf(node, daemon);
    const pods = this.readyPods.get(key);
    pods?.delete(name);
    if (pods?.size === 0) this.readyPods.delete(key);
  }
}

function keyOf(node: string, daemon: string): string {
  return `${node}/${daemon}`;
}
