import { Construct } from 'constructs';
import { reportGiven } from './given-problems';
import { RuntimeDaemonProps } from './runtime-daemon';
import { runtimeName } from './runtime-name';
import { Cluster } from '../cluster/cluster';
import { INodeDaemon } from '../host/node-daemon';
import { judged, named, text } from '../validation/judge';
import { KINDS } from '../validation/kinds';
import { Problem } from '../validation/problem';
import { required } from '../validation/required';
import { ANY_STRING } from '../validation/scalars';
import { slug } from '../validation/words';

const BASE = text(KINDS.label, { fix: 'Write for example "registrar".', standIn: slug });

/** Where a component of a release is installed, once per cluster. */
export abstract class InstallTarget {
  /** The name of a release's object, for pods that call it: `InstallTarget.nameOf('registrar', workload.release)`. */
  public static nameOf(base: string, release: string): string {
    const called = 'InstallTarget.nameOf';
    return runtimeName(required(called, 'base', base, ANY_STRING), required(called, 'release', release, ANY_STRING));
  }

  constructor(
    /** The scope of its objects. */
    public readonly scope: Construct,
    /** The cluster to install on. */
    public readonly cluster: Cluster,
    /** Name of the release to install. It is part of every object name, so that two releases never collide. */
    public readonly release: string,
    /** The namespace of the daemons. */
    public readonly namespace: string,
    /** Names of the cluster's releases that have the component, oldest first. */
    public readonly releases: string[],
  ) {}

  /** A name that contains the release: `registrar-2026-11`. */
  public named(base: string): string {
    return runtimeName(judged(this.scope, base, named('named', BASE)), this.release);
  }

  /** Reports problems with the platform's declarations. The synth then fails and lists all problems of the app at once. */
  public report(...problems: Problem[]): void {
    reportGiven(this.scope, problems);
  }

  /**
   * The full name of an image of this library, such as `registrar:2026.11`, in the platform's `imageRegistry`.
   * Without an `imageRegistry` the synth fails.
   * An image that names a registry or repository is returned unchanged.
   */
  public abstract platformImage(image: string): string;

  /**
   * Adds a daemon on every node, whatever the node's taints. It is named after the release and runs on it.
   *
   * @param base its name without the release, such as `registrar`
   */
  public abstract daemon(base: string, props: RuntimeDaemonProps): INodeDaemon;
}
