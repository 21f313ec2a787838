import { Size } from 'cdk8s';
import { Cpu, EnvFieldPaths, EnvValue } from 'cdk8s-plus-27';
import { cacheName, cacheUrl, installCache, largestOf } from './cache';
import { FETCH_SCRIPT } from './fetch-script';
import { dependencyProblems } from './problems';
import { DEPENDENCIES_REASONS } from './reasons';
import { plainValue } from '../../pod/plain-env';
import { PodPlan } from '../../pod/pod-plan';
import { PodVolume } from '../../pod/pod-volume';
import { DEPENDENCIES, Dependency } from '../../requirements/dependency';
import { FieldReasons } from '../../tree/field-reasons';
import { madeOf, optionsOf } from '../../validation/options';
import { Component } from '../component';
import { ComponentScope } from '../component-scope';
import { InstallTarget } from '../install-target';
import { Phase } from '../phase';
import { WorkloadIntent } from '../workload-intent';

/** Properties of a DependenciesComponent. */
export interface DependenciesComponentProps {
  /** An rclone image that contains `sh`, as the official one does. */
  readonly image: string;

  /** An HAProxy image, 2.6 or newer, with `sh`. It stands before a node's rclone and gives each pod its share of connections. */
  readonly proxyImage: string;
}

/** Where the init container mounts the volumes. The application's mount paths could hide the programs of this image. */
const FOLDER = '/dependencies';

const PROPS = ['image', 'proxyImage'];

/**
 * Fetches and verifies a workload's dependencies before its application starts: an init container gets them from a daemon on
 * its node, which downloads each one once for all pods of the node. The pod needs no credentials and no sidecar.
 */
export class DependenciesComponent extends Component {
  public readonly name = DEPENDENCIES;
  public readonly phase = Phase.DEPENDENCIES;
  public readonly purpose?: string = 'files that are fetched and verified before the application starts';

  constructor(private readonly props: DependenciesComponentProps) {
    super();
    this.props = optionsOf(props, PROPS) as DependenciesComponentProps;
    madeOf(this, props, PROPS);
  }

  public suits(workload: WorkloadIntent): boolean {
    return Dependency.among(workload.requirements).length > 0;
  }

  public addTo(pod: PodPlan, workload: WorkloadIntent, beside: ComponentScope): void {
    const dependencies = Dependency.among(workload.requirements);
    beside.report(...dependencyProblems(dependencies, workload.cluster));
    const volumes = dependencies.map((_, n) => `dependency-${n}`);
    const { dependencyStore } = workload.cluster;
    const largest = dependencyStore && largestOf(dependencyStore);
    dependencies.forEach(({ mountPath, sizeLimit = largest }, n) => {
      pod.addVolume(PodVolume.emptyDir(volumes[n], sizeLimit));
      pod.mount({ volume: volumes[n], path: mountPath });
    });
    // One for all dependencies: each init container delays a pod by about a second.
    pod.addInitContainer(DEPENDENCIES, {
      container: {
        image: this.props.image,
        command: ['sh', '-c', FETCH_SCRIPT, 'fetch', cacheUrl(workload)],
        args: dependencies.flatMap(({ path, checksum }, n) => [path, `${FOLDER}/${n}`, checksum?.value ?? '-']),
        envVariables: {
          DAEMON: plainValue(`${workload.runtimeNamespace}/${cacheName(workload)}`),
          NODE: EnvValue.fromFieldRef(EnvFieldPaths.NODE_NAME),
        },
        resources: { cpu: { request: Cpu.millis(10) }, memory: { request: Size.mebibytes(64), limit: Size.mebibytes(256) } },
      },
      mounts: volumes.map((volume, n) => ({ volume, path: `${FOLDER}/${n}`, readOnly: false })),
    });
  }

  public install(target: InstallTarget): void {
    const { image, proxyImage } = this.props;
    const { dependencyStore } = target.cluster;
    if (dependencyStore) installCache(target, dependencyStore, { rclone: image, haproxy: proxyImage });
  }

  public settings(): { [name: string]: string } {
    return { image: this.props.image, proxyImage: this.props.proxyImage };
  }

  /** @internal */
  public _reasons(): FieldReasons {
    return DEPENDENCIES_REASONS;
  }
}
