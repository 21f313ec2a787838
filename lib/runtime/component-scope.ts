import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { WorkloadIntent } from './workload-intent';
import { contentConfigMap } from '../resources/config';
import { derivedName } from '../resources/names';
import { Origin } from '../tree/origin';
import { Problem, report } from '../validation/problem';

/** Where a component puts the objects that it adds beside a workload, and says what is wrong. */
export class ComponentScope extends Construct {
  private readonly workload: WorkloadIntent;

  constructor(scope: Construct, component: string, workload: WorkloadIntent) {
    super(scope, component);
    this.workload = workload;
    Origin.component(component, workload.release)._attachTo(this);
  }

  /** Records what is wrong with what the workload asks for. The synth then fails, with all problems of the app at once. */
  public report(...problems: Problem[]): void {
    report(this, ...problems);
  }

  /**
   * What an object beside the workload is called: the workload's name and a suffix, `api-identity`. Where that is too long for a
   * Service it is cut, and a hash keeps it unique.
   */
  public nameOf(suffix: string): string {
    return derivedName(this.workload.name, suffix);
  }

  /**
   * An immutable ConfigMap beside the workload that is named by the workload, a suffix and its contents: new contents are a new
   * object, so that pods roll when they change and a rollback finds the old one.
   *
   * @param suffix what it is called beside the workload, such as `proxy`
   * @param data contents by key
   */
  public addConfigMap(suffix: string, data: { [key: string]: string }): ApiObject {
    const { name, namespace, labels, annotations } = this.workload;
    return contentConfigMap(this, suffix, name, suffix, { namespace, labels, annotations }, data);
  }
}
