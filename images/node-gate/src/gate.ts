import { setTimeout as sleep } from 'node:timers/promises';
import { Api, ApiError } from './api';
import { changes, Runtime } from './decision';
import { DaemonPod, daemonPodOf, DaemonSet, daemonSetOf, Node, nodeOf, RUNTIME_LABEL } from './objects';
import { Watch } from './watch';

export interface GateProps {
  /** Where the runtime's daemons are. */
  readonly namespace: string;
  /** The names of each installed release's DaemonSets. */
  readonly releases: Map<string, string[]>;
  readonly log: (message: string, details: object) => void;
}

/** Answered so, a node is no more as it was seen: another replica was faster, mostly. */
const OUTDATED = [404, 409, 422];

const RETRY_MILLISECONDS = 2000;

/** Looks at a node whenever something on it has changed, and patches it if need be. Any number may run at once. */
export class Gate {
  public readonly nodes: Watch<Node>;
  public readonly daemonSets: Watch<DaemonSet>;
  public readonly pods: Watch<DaemonPod>;
  public readonly runtime: Runtime;

  /** How many nodes were opened and how many patches failed. */
  public opened = 0;
  public patchFailures = 0;

  private readonly readyPods = new Map<string, number>();
  private readonly toLookAt = new Set<string>();
  private wake?: () => void;

  constructor(private readonly api: Api, private readonly props: GateProps) {
    const apps = `/apis/apps/v1/namespaces/${props.namespace}/daemonsets`;
    const pods = `/api/v1/namespaces/${props.namespace}/pods`;
    this.nodes = new Watch(api, { path: '/api/v1/nodes', keep: nodeOf }, name => this.lookAt(name));
    this.daemonSets = new Watch(api, { path: apps, labelSelector: RUNTIME_LABEL, keep: daemonSetOf }, () => this.lookAt(...this.nodes.items.keys()));
    this.pods = new Watch(api, { path: pods, labelSelector: RUNTIME_LABEL, keep: daemonPodOf }, (_, before, after) => {
      if (before?.ready) this.count(before, -1);
      if (after?.ready) this.count(after, 1);
      if (after) this.lookAt(after.node);
    });
    this.runtime = {
      releases: props.releases,
      daemonSets: this.daemonSets.items,
      isReady: (daemon, node) => this.readyPods.has(`${node}/${daemon}`),
    };
  }

  /** Whether it has seen everything that it decides by. */
  public get synced(): boolean {
    return this.nodes.synced && this.daemonSets.synced && this.pods.synced;
  }

  public async run(signal: AbortSignal): Promise<void> {
    signal.addEventListener('abort', () => this.wake?.());
    const failed = (what: string) => (error: Error) => this.props.log('cannot watch', { what, error: error.message });
    await Promise.all([
      this.nodes.run(failed('nodes'), signal),
      this.daemonSets.run(failed('daemonsets'), signal),
      this.pods.run(failed('pods'), signal),
      this.work(signal),
    ]);
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
      this.nodes.put(await this.api.patch(`/api/v1/nodes/${node.name}`, operations));
    } catch (error) {
      if (!(error instanceof ApiError && OUTDATED.includes(error.status))) this.patchFailures++;
      this.props.log('not patched', { node: node.name, error: (error as Error).message });
      setTimeout(() => this.lookAt(node.name), RETRY_MILLISECONDS).unref();
      return;
    }
    const opened = operations.some(({ path }) => path.startsWith('/spec'));
    if (opened) this.opened++;
    this.props.log(opened ? 'opened' : 'labelled', { node: node.name, operations });
  }

  private lookAt(...names: string[]): void {
    for (const name of names) this.toLookAt.add(name);
    this.wake?.();
  }

  private count({ node, daemon }: DaemonPod, step: number): void {
    const key = `${node}/${daemon}`;
    const count = (this.readyPods.get(key) ?? 0) + step;
    if (count > 0) this.readyPods.set(key, count);
    else this.readyPods.delete(key);
  }
}
