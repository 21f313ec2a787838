import { Chart } from 'cdk8s';
import { IConstruct } from 'constructs';
import { findingAt } from './refuse';
import { Setting } from '../tree/setting';
import { Finding } from '../validation/finding';
import { suggest } from '../validation/suggest';

/** Charts, or folders of charts, to write. */
const ONLY = new Setting('only');

/** Which charts are written; all, unless some are selected. */
export class Selection {
  public static of(app: IConstruct): Selection {
    return new Selection(ONLY.of(app));
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
        undefined, ONLY.name, name, 'is neither a chart of the app nor a folder of charts', suggest('charts', paths, name),
      ));
  }
}

function isBelow(chart: string, name: string): boolean {
  return chart === name || chart.startsWith(`${name}/`);
}
