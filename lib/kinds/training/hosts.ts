import { TrainingFramework, TrainingRole } from './framework';
import { derivedName, LABEL_LENGTH, RUN_NAME } from '../../resources/names';

/** Host names of the pods of native Jobs: `<run>-<index>.<service>`, or `<run>-<role>-<index>.<service>` with several roles. */
export class TrainingHosts {
  /** Name of the headless Service. */
  public readonly service: string;

  constructor(name: string, private readonly framework: TrainingFramework) {
    this.service = derivedName(name, 'peers');
  }

  /** The suffix of a role's Job, after the run's name. */
  public suffixOf(role: TrainingRole): string {
    return this.framework.roles.length > 1 ? `-${role.name}` : '';
  }

  public hostOf(role: TrainingRole, index: number): string {
    return `${RUN_NAME}${this.suffixOf(role)}-${index}.${this.service}`;
  }

  /** The host names of all pods of some roles. */
  public hostsOf(roles: TrainingRole[]): string[] {
    return roles.flatMap(role => Array.from({ length: role.replicas }, (_, index) => this.hostOf(role, index)));
  }

  /** The longest name of a run with which host names are still valid DNS labels. */
  public get longestRun(): number {
    return LABEL_LENGTH - Math.max(...this.framework.roles.map(role => `${this.suffixOf(role)}-${role.replicas - 1}`.length));
  }
}
