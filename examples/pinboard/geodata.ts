import { ApiObject } from 'cdk8s';
import { PodPlan, PodVolume, Requirement } from 'cdk8s-pinterest';
import { Component, ComponentScope, InstallTarget, Phase, WorkloadIntent } from 'cdk8s-pinterest/runtime';
import { EnvValue, ImagePullPolicy } from 'cdk8s-plus-27';

/** How a workload requires the data of a country: `requirements: [GeodataOf.country('de')]`. */
export class GeodataOf extends Requirement {
  public static country(code: string): GeodataOf {
    return new GeodataOf(code);
  }

  private constructor(public readonly code: string) {
    super('geodata');
  }
}

const FOLDER = '/var/lib/geodata';

/**
 * A component of the company: fetches the geodata of the countries that a workload requires, before the workload starts.
 * It shows what the interface offers: a volume, an init container, a variable, and an object installed once per cluster.
 */
export class Geodata extends Component {
  public readonly name = 'geodata';
  public readonly phase = Phase.DEPENDENCIES;
  public readonly purpose?: string = 'where pins are on the map';

  public suits(workload: WorkloadIntent): boolean {
    return workload.requirements.some(requirement => requirement instanceof GeodataOf);
  }

  public addTo(pod: PodPlan, workload: WorkloadIntent, beside: ComponentScope): void {
    const countries = workload.requirements.filter(requirement => requirement instanceof GeodataOf).map(({ code }) => code);
    const source = new ApiObject(beside, 'source', {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: {
        name: `${workload.name}-geodata`,
        namespace: workload.namespace,
        labels: workload.labels,
        annotations: workload.annotations,
      },
      data: Object.fromEntries(countries.map(code => [`${code}.json`, JSON.stringify({ country: code })])),
    });
    pod.addVolume(PodVolume.configMap('geodata-source', source.name));
    pod.addVolume(PodVolume.emptyDir('geodata'));
    pod.addInitContainer('geodata', {
      container: {
        image: 'busybox:1.36',
        imagePullPolicy: ImagePullPolicy.IF_NOT_PRESENT,
        command: ['sh', '-c', `cp /source/*.json ${FOLDER}/`],
      },
      mounts: [{ volume: 'geodata-source', path: '/source' }, { volume: 'geodata', path: FOLDER, readOnly: false }],
    });
    pod.mount({ volume: 'geodata', path: FOLDER });
    pod.addEnv('GEODATA', EnvValue.fromValue(FOLDER));
  }

  public install(target: InstallTarget): void {
    new ApiObject(target.scope, 'sources', {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: target.named('geodata') },
      data: { origin: `https://geodata.example.com/${target.cluster.region}` },
    });
  }
}
