import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { reportGiven } from './given-problems';
import { WorkloadIntent } from './workload-intent';
import { chartConfigMap } from '../resources/chart-config';
import { contentConfigMap } from '../resources/config';
import { derivedName } from '../resources/names';
import { Origin } from '../tree/origin';
import { judged, mapOf, named, onceIfFrozen, optional, shape, text } from '../validation/judge';
import { KINDS } from '../validation/kinds';
import { optionOf, optionProblems } from '../validation/options';
import { must, Problem, report } from '../validation/problem';
import { BOOLEAN } from '../validation/scalars';
import { slug } from '../validation/words';

/** Options of a ConfigMap that workloads of a chart share. */
export interface ChartConfigMapOptions {
  /**
   * Whether it keeps its name when its contents change: pods that run see the new contents in their volumes after a minute or
   * two, and do not roll out. If not, it is immutable, and its name ends with a hash of its contents.
   *
   * @default false
   */
  readonly changesInPlace?: boolean;
}

/** It becomes the id of a construct, which is looked for in an object. */
const ID = { ...KINDS.label, holds: (suffix: string) => KINDS.label.holds(suffix) && !(suffix in {}) };

const SUFFIX = text(ID, { fix: 'Write for example "proxy".', standIn: value => `no-${slug(value)}` });

const dataOf = (method: string) => shape({
  suffix: named(method, SUFFIX),
  data: named(method, onceIfFrozen(mapOf(KINDS.fileName, text(KINDS.text)))),
  changesInPlace: named(method, optional(BOOLEAN)),
});
const DATA = dataOf('addConfigMap');
const CHART_DATA = dataOf('addChartConfigMap');

/** The scope in which a component creates objects next to a workload, and reports problems. */
export class ComponentScope extends Construct {
  private readonly workload: WorkloadIntent;

  constructor(scope: Construct, component: string, workload: WorkloadIntent) {
    super(scope, component);
    this.workload = workload;
    Origin.component(component, workload.release)._attachTo(this);
  }

  /** Reports problems with the workload's input. The synth then fails and lists all problems of the app at once. */
  public report(...problems: Problem[]): void {
    reportGiven(this, problems);
  }

  /**
   * The name of an object next to the workload: the workload's name and a suffix, `api-identity`. A name that is too long for a
   * Service is cut, and a hash keeps it unique.
   */
  public nameOf(suffix: string): string {
    return derivedName(this.workload.name, judged(this, suffix, named('nameOf', SUFFIX)));
  }

  /**
   * Adds an immutable ConfigMap next to the workload. Its name ends with a hash of its contents: changed contents make a new
   * object, so that pods roll out and a rollback still finds the old one.
   *
   * @param suffix what follows the workload's name, such as `proxy`
   * @param data contents by key
   */
  public addConfigMap(suffix: string, data: { [key: string]: string }): ApiObject {
    const { name, namespace, labels, annotations } = this.workload;
    const given = judged(this, { suffix, data }, DATA);
    return contentConfigMap(this, given.suffix, name, given.suffix, { namespace, labels, annotations }, given.data);
  }

  /**
   * Adds a ConfigMap that the workloads of a chart share, for what is the same in all of them. Call it for each workload: the
   * first call with a suffix and contents creates the object, and the others return it. It is named after the chart,
   * `pinboard-proxy-1a2b3c4d`, so that two charts in one namespace have two, and it has the labels and annotations of the
   * chart's owner. Workloads on two releases share it as long as its contents are the same.
   *
   * With `changesInPlace`, contents that differ from those of an earlier call are a problem.
   *
   * @param suffix what follows the chart's name, such as `proxy`
   * @param data contents by key; nothing of one workload alone
   */
  public addChartConfigMap(suffix: string, data: { [key: string]: string }, options: ChartConfigMapOptions = {}): ApiObject {
    report(this, ...optionProblems(options, ['changesInPlace'], 'addChartConfigMap'));
    const given = judged(this, { suffix, data, changesInPlace: optionOf(options, 'changesInPlace') }, CHART_DATA);
    const { object, agrees } = chartConfigMap(
      this, this.workload, given.suffix, given.data, given.changesInPlace ?? false, made => Origin.of(this)._attachTo(made),
    );
    this.report(...must(agrees, {
      field: 'addChartConfigMap',
      value: suffix,
      rule: 'has other contents in another workload of the chart',
      fix: 'Add it without changesInPlace, or with the same contents for each workload.',
    }));
    return object;
  }
}
