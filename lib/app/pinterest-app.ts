import * as path from 'node:path';
import { App, Chart, Yaml } from 'cdk8s';
import { writeFiles } from './files';
import { Platform } from '../platform/platform';

/** Properties of a PinterestApp. */
export interface PinterestAppProps {
  /**
   * What the infrastructure team declares.
   *
   * @default - Platform.embedded()
   */
  readonly platform?: Platform;

  /**
   * The folder of the output.
   *
   * @default - the environment variable CDK8S_OUTDIR, else `dist`
   */
  readonly outdir?: string;
}

/**
 * The root of the construct tree. It writes a file for each chart, named by the chart's path: `prod-east/pinboard.k8s.yaml`.
 *
 * A file is written only if the whole app is valid, and only where its bytes differ.
 */
export class PinterestApp extends App {
  constructor(props: PinterestAppProps = {}) {
    super({ outdir: props.outdir });
    props.platform?.attach(this);
  }

  /**
   * Writes the manifests.
   *
   * @throws with every problem of the app at once
   */
  public synth(): void {
    const charts = this.node.findAll().filter(node => Chart.isChart(node)) as Chart[];
    const files = new Map(charts.map(chart => [
      path.join(this.outdir, `${chart.node.path}${this.outputFileExtension}`),
      Yaml.stringify(...chart.toJson()),
    ]));
    writeFiles(files);
  }
}
