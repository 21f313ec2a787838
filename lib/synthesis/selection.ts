import { Chart } from 'cdk8s';
import { IConstruct } from 'constructs';
import { findingAt } from './validation';
import { Finding } from '../validation/finding';
import { suggest } from '../validation/suggest';

/**
 * The context value, and the environment variable, that name charts or folders of charts to write;
 * several with commas between them.
 */
const CONTEXT = 'cdk8s-pinterest:only';
const VARIABLE = 'CDK8S_PINTEREST_ONLY';

/** Which charts are written; all, unless someone asks for a few. */
export class Selection {
  public static of(app: IConstruct): Selection {
    const asked: string = app.node.tryGetContext(CONTEXT) ?? process.env[VARIABLE] ?? '';
    return new Selection(`${asked}`.split(',').map(name => name.trim()).filter(name => name !== ''));
  }

  private constructor(private readonly names: string[]) {}

  public get isEverything(): boolean {
    return this.names.length === 0;
  }

  /**
   * Charts are named by their path or by a part of it from the beginning on: the cluster `prod-east`, or `prod-east/pinboard`.
   */
  public has(chart: Chart): boolean {
    return this.isEverything || this.names.some(name => isBelow(chart.node.path, name));
  }

  /** What is asked for and not there. */
  public findings(charts: Chart[]): Finding[] {
    const paths = charts.map(chart => chart.node.path);
    return this.names.filter(name => !paths.some(each => isBelow(each, name)))
      .map(name => findingAt(
        undefined, CONTEXT, name, 'is no chart of the app, and no folder of charts', suggest('charts', paths, name),
      ));
  }
}

function isBelow(chart: string, name: string): boolean {
  return chart === name || chart.startsWith(`${name}/`);
}
