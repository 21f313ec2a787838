import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { WorkloadIntent } from './workload-intent';
import { contentConfigMap } from '../resources/config';
import { derivedName } from '../resources/names';
import { Origin } from '../tree/origin';
import { judged, mapOf, named, shape, text } from '../validation/judge';
import { KINDS } from '../validation/kinds';
import { Problem, report } from '../validation/problem';
import { slug } from '../validation/words';

/** It becomes the id of a construct, which is looked for in an object. */
const ID = { ...KINDS.label, holds: (suffix: string) => KINDS.label.holds(suffix) && !(suffix in {}) };

const SUFFIX = text(ID, { fix: 'Write for example "proxy".', standIn: value => `no-${slug(value)}` });

const DATA = shape({
  suffix: named('addConfigMap', SUFFIX),
  data: named('addConfigMap', mapOf(KINDS.fileName, text(KINDS.text))),
});

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
    report(this, ...problems);
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
}
