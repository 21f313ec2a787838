import { Chart } from 'cdk8s';
import { IConstruct } from 'constructs';
import { findingAt } from './refuse';
import { Finding } from '../validation/finding';
import { suggest } from '../validation/suggest';

/**
 * The context value, and the environment variable, that name charts or folders of charts to write;
 * several are separated by commas.
 */
const CONTEXT = 'cdk8s-pinterest:only';
const VARIABLE = 'CDK8S_PINTEREST_ONLY';

/** Which charts are written; all, unless some are selected. */
export class Selection {
  public static of(app: IConstruct): Selection {
    const names: string = app.node.tryGetContext(CONTEXT) ?? process.env[VARIABLE] ?? '';
    return new Selection(`${names}`.split(',').map(name => name.trim()).filter(name => name !== ''));
  }

  private constructor(private readonly names: string[]) {}

  public get isEverything(): boolean {
    return this.names.length === 0;
  }

  /**
   * A name is a chart's path or the beginning of it: the cluster `prod-east`, or `prod-east/pinboard`.
   */
  public has(chart: Chart): boolean {
    return this.isEverything || this.names.some(name => isBelow(chart.node.path, name));
  }

  /** Names that match no chart. */
  public findings(charts: Chart[]): Finding[] {
    const paths = charts.map(chart => chart.node.path);
    return this.names.filter(name => !paths.some(each => isBelow(each, name)))
      .map(name => findingAt(
        undefined, CONTEXT, name, 'is neither a chart of the app nor a folder of charts', suggest('charts', paths, name),
      ));
  }
}

function isBelow(chart: string, name: string): boolean {
  return chart === name || chart.startsWith(`${name}/`);
}
