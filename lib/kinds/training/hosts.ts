import { TrainingFramework, TrainingRole } from './framework';
import { derivedName, LABEL_LENGTH } from '../../resources/names';
import { RUN_NAME } from '../batch/run';

/** What the pods of native Jobs are called: `<run>-<index>.<service>`, or `<run>-<role>-<index>.<service>` with several roles. */
export class TrainingHosts {
  /** Name of the headless Service. */
  public readonly service: string;

  constructor(name: string, private readonly framework: TrainingFramework) {
    this.service = derivedName(name, 'peers');
  }

  /** What the Job of a role adds to the run's name. */
  public suffixOf(role: TrainingRole): string {
    return this.framework.roles.length > 1 ? `-${role.name}` : '';
  }

  public hostOf(role: TrainingRole, index: number): string {
    return `${RUN_NAME}${this.suffixOf(role)}-${index}.${this.service}`;
  }

  /** All pods of some roles. */
  public hostsOf(roles: TrainingRole[]): string[] {
    return roles.flatMap(role => Array.from({ length: role.replicas }, (_, index) => this.hostOf(role, index)));
  }

  /** How long a run's name may be, so that host names stay DNS labels. */
  public get longestRun(): number {
    return LABEL_LENGTH - Math.max(...this.framework.roles.map(role => `${this.suffixOf(role)}-${role.replicas - 1}`.length));
  }
}
