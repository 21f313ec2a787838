import { ContainerProps } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { Cluster } from '../cluster/cluster';
import { isRoot } from '../host/host-access';
import { INodeDaemon } from '../host/node-daemon';
import { PinterestDaemon } from '../kinds/daemon/pinterest-daemon';
import { RUNTIME_LABEL } from '../labels/keys';
import { RUNTIME_USER } from '../pod/runtime-user';
import { Release } from '../releases/release';
import { Channel } from '../requirements/channel';
import { Toleration } from '../requirements/toleration';
import { InstallTarget } from '../runtime/install-target';
import { RuntimeDaemonProps } from '../runtime/runtime-daemon';
import { Origin } from '../tree/origin';
import { Problem } from '../validation/problem';

/** Where a release is installed. */
export interface InstallationSite {
  readonly cluster: Cluster;
  readonly namespace: string;
  /** Returns the full name of an image of this library. */
  readonly imageOf: (image: string, report: (problem: Problem) => void) => string;
}

/** An image may have no user but root, and one that has a user mostly has root's group. */
function withUser({ container, host = [] }: RuntimeDaemonProps): ContainerProps {
  const user = host.some(isRoot) ? undefined : RUNTIME_USER;
  return { ...container, securityContext: { user, group: RUNTIME_USER, ...container.securityContext } };
}

/** The target for one component of a release on one cluster. It renders daemons as PinterestDaemons. */
export class Installation extends InstallTarget {
  /** Names of the daemons that the component has added. */
  public readonly daemons: string[] = [];

  constructor(scope: Construct, private readonly site: InstallationSite, { name }: Release, releases: string[]) {
    super(scope, site.cluster, name, site.namespace, releases);
  }

  public platformImage(image: string): string {
    return this.site.imageOf(image, problem => this.report(problem));
  }

  public daemon(base: string, props: RuntimeDaemonProps): INodeDaemon {
    const name = this.named(base);
    this.daemons.push(name);
    const daemon = new PinterestDaemon(this.scope, name, {
      tolerations: [Toleration.everything()], channel: Channel.pinned(this.release), ...props, container: withUser(props),
    });
    daemon.daemonSet.metadata.addLabel(RUNTIME_LABEL, this.release);
    daemon.pod._for(Origin.platform()).addLabel(RUNTIME_LABEL, this.release);
    return daemon;
  }
}
