import { App } from 'cdk8s';
import { Cluster, KubernetesVersion, Platform } from 'cdk8s-pinterest/platform';
import { PersistentVolumeAccessMode } from 'cdk8s-plus-27';
import { dump } from 'js-yaml';
import { get, kubectl, serverVersion } from './kubectl';
import { Training, TrainingRun } from '../../examples/training/training';

/** The manifest for this cluster with these trainings of examples/training. */
export function trainings(names: string[], run: Partial<TrainingRun> = {}): string {
  const app = new App();
  new Platform({ clusters: [new Cluster({ name: 'e2e', environment: 'test', version: KubernetesVersion.of(serverVersion()) })] })
    .attach(app);
  // A storage class whose volumes are writable without root, as with most drivers.
  const chart = new Training(app, 'training', {
    version: '1.0.0',
    storageClass: process.env.STORAGE_CLASS ?? 'local',
    accessMode: PersistentVolumeAccessMode.READ_WRITE_ONCE,
    ...run,
  });
  return (chart.toJson() as any[])
    .filter(object => names.includes(object.metadata.labels['app.kubernetes.io/name']))
    .map(object => dump(object)).join('---\n');
}

export interface Ending {
  readonly rank: number;
  readonly of: number;
  readonly step: number;
  readonly loss: number;
  readonly weights: string;
}

/** The pods of a run, with their logs. */
export class Pods {
  constructor(private readonly namespace: string, private readonly selector: string) {}

  public get all(): any[] {
    return get('pods', '-n', this.namespace, '-l', this.selector).items;
  }

  /** The logs of the application's containers, without those of deleted pods. */
  public logs(container = 'pytorch'): string[] {
    return this.all.map(pod => this.log(pod.metadata.name, container));
  }

  public log(pod: string, container: string): string {
    try {
      return kubectl(['logs', pod, '-n', this.namespace, '-c', container]);
    } catch {
      return '';
    }
  }

  /** The lines with which the processes report their end. */
  public endings(container: string): Ending[] {
    return this.logs(container).flatMap(log => [
      ...log.matchAll(/(?:^|\]:)\w+ ?(\d*)(?: of (\d+))? ends at step (\d+) loss (\S+) weights (.*)$/gm),
    ])
      .map(([, rank, of, step, loss, weights]) => ({
        rank: Number(rank), of: Number(of ?? 1), step: Number(step), loss: Number(loss), weights,
      }))
      .sort((a, b) => a.rank - b.rank);
  }

  /** The steps from which they have trained. */
  public starts(container: string): number[] {
    return this.logs(container).flatMap(log => [...log.matchAll(/ starts at step (\d+)$/gm)]).map(match => Number(match[1]));
  }

  /** The last step that any of them has reported. */
  public step(container: string): number {
    return Math.max(
      0, ...this.logs(container).flatMap(log => [...log.matchAll(/ step (\d+) loss/g)]).map(match => Number(match[1])),
    );
  }
}
