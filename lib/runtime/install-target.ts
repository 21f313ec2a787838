import { Construct } from 'constructs';
import { runtimeName } from './runtime-name';
import { Toleration } from '../host/toleration';
import { Cluster } from '../cluster/cluster';
import { DOMAIN } from '../labels/domain';
import { Channel } from '../requirements/channel';
import type { PinterestDaemon, PinterestDaemonProps } from '../kinds/daemon/pinterest-daemon';

/** Labels the daemons of a release, and their pods, with the release that they are part of. */
export const RUNTIME_LABEL = `${DOMAIN}/runtime`;

/** Where a component of a release is installed: one cluster, once. */
export abstract class InstallTarget {
  /** What a part of a release is called, for pods that look for it: `InstallTarget.nameOf('registrar', workload.release)`. */
  public static nameOf(base: string, release: string): string {
    return runtimeName(base, release);
  }

  constructor(
    /** The scope of its objects. */
    public readonly scope: Construct,
    /** The cluster that is installed on. */
    public readonly cluster: Cluster,
    /** The release that is installed: it is in every name, so that two releases never collide. */
    public readonly release: string,
    /** The namespace of the daemons. */
    public readonly namespace: string,
    /** Names of the cluster's releases that have the component, oldest first. */
    public readonly releases: string[],
  ) {}

  /** A name that carries the release: `registrar-2026-11`. */
  public named(base: string): string {
    return runtimeName(base, this.release);
  }

  /**
   * A daemon on every node, named after the release and running on it. It tolerates every taint unless told otherwise.
   *
   * @param base what it is called beside the release, such as `registrar`
   */
  public daemon(base: string, props: PinterestDaemonProps): PinterestDaemon {
    const daemon = this._newDaemon(this.named(base), { tolerations: [Toleration.everything()], channel: Channel.pinned(this.release), ...props });
    daemon.daemonSet.metadata.addLabel(RUNTIME_LABEL, this.release);
    daemon.pod.addLabel(RUNTIME_LABEL, this.release);
    return daemon;
  }

  /** Components know no workload kind, not even this one. @internal */
  protected abstract _newDaemon(id: string, props: PinterestDaemonProps): PinterestDaemon;
}
