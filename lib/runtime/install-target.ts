import { Construct } from 'constructs';
import { RuntimeDaemonProps } from './runtime-daemon';
import { runtimeName } from './runtime-name';
import { Cluster } from '../cluster/cluster';
import { INodeDaemon } from '../host/node-daemon';
import { Problem, report } from '../validation/problem';

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

  /** Records what is wrong with what the platform declares. The synth then fails, with all problems of the app at once. */
  public report(...problems: Problem[]): void {
    report(this.scope, ...problems);
  }

  /**
   * Where an image of this library is, such as `registrar:2026.11`: in the platform's `imageRegistry`.
   * Without one the synth fails.
   * An image that names a registry or repository is taken as it is.
   */
  public abstract platformImage(image: string): string;

  /**
   * A daemon on every node, whatever the node's taints, named after the release and running on it.
   *
   * @param base what it is called beside the release, such as `registrar`
   */
  public abstract daemon(base: string, props: RuntimeDaemonProps): INodeDaemon;
}
