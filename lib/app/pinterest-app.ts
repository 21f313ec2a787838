import * as path from 'node:path';
import { App, Chart, Yaml } from 'cdk8s';
import { writeFiles } from './files';
import { ReleaseReport } from './release-report';
import { Platform } from '../platform/platform';
import { warningsOf } from '../validation/warning';

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

  /**
   * A file of the output folder for the {@link ReleaseReport}, such as `releases.txt`.
   *
   * @default - none
   */
  readonly releaseReport?: string;
}

/**
 * The root of the construct tree. It writes a file for each chart, named by the chart's path: `prod-east/pinboard.k8s.yaml`.
 *
 * A file is written only if the whole app is valid, and only where its bytes differ.
 */
export class PinterestApp extends App {
  private readonly releaseReport?: string;

  constructor(props: PinterestAppProps = {}) {
    super({ outdir: props.outdir });
    props.platform?.attach(this);
    this.releaseReport = props.releaseReport;
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
    if (this.releaseReport) files.set(path.join(this.outdir, this.releaseReport), ReleaseReport.of(this).toString());
    writeFiles(files);
    for (const warning of warningsOf(this)) console.warn(`warning: ${warning}`);
  }
}
