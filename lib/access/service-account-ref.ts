import { ISubject } from 'cdk8s-plus-27';
import { having, optional, Rule, shape, text } from '../validation/judge';
import { KINDS } from '../validation/kinds';
import { must, Problem } from '../validation/problem';
import { BOOLEAN } from '../validation/scalars';
import { valueObject } from '../validation/value-object';

/** How a workload uses a service account that is not its own. */
export interface ServiceAccountOptions {
  /**
   * Whether its pods get a token for the Kubernetes API, for roles that somebody else has bound to the account.
   * With `permissions`, or a cdk8s-plus binding to the workload, they get it anyway.
   *
   * @default false
   */
  readonly apiToken?: boolean;
}

/**
 * A service account that a workload uses in place of its own.
 *
 * Kubernetes gives permissions to accounts, not to pods: whatever one of the workloads of an account may do, all of them may.
 * On a cluster with identities they have one SPIFFE id, too, so that none of them can be among the `callers` of a workload.
 */
export class ServiceAccountRef {
  /** One of the workload's namespace that is made elsewhere. Its pods wait until it exists. */
  public static existing(name: string, options: ServiceAccountOptions = {}): ServiceAccountRef {
    return new ServiceAccountRef(name, undefined, options);
  }

  /** That of another workload of the same namespace, or a ServiceAccount of cdk8s-plus. */
  public static of(owner: ISubject, options: ServiceAccountOptions = {}): ServiceAccountRef {
    return new ServiceAccountRef(undefined, owner, options);
  }

  private constructor(
    /** @internal */
    public readonly _name: string | undefined,
    /** @internal */
    public readonly _owner: ISubject | undefined,
    /** @internal */
    public readonly _options: ServiceAccountOptions,
  ) {}

  /** Its name, and its namespace where that is known. @internal */
  public _account(): { readonly name: string; readonly namespace?: string } {
    if (!this._owner) return { name: this._name! };
    const { name, namespace } = this._owner.toSubjectConfiguration();
    return { name, namespace };
  }
}

const FIX = 'Write for example ServiceAccountRef.existing("deployer").';

const REFERENCE = valueObject('_options', shape({
  _options: shape({ apiToken: optional(BOOLEAN) }, 'Write { apiToken: true }.', {}),
  _name: optional(text(KINDS.labelledName, { fix: 'Write the name of the account.' })),
  _owner: optional(having('toSubjectConfiguration', 'a workload or a ServiceAccount', 'ServiceAccountRef.of(service)')),
}, FIX), FIX);

/** The names of what is refused are not those of the class. */
export const SERVICE_ACCOUNT_SHAPE: Rule = (value, field, problems) => {
  const found = problems.length;
  const kept = REFERENCE(value, field, problems) as ServiceAccountRef | undefined;
  if (kept !== undefined && problems.length === found) problems.push(...accountProblems(kept, field));
  problems.splice(found, problems.length, ...problems.slice(found).map(problem => (
    { ...problem, field: problem.field.replace('._name', '.name').replace('._owner', '.owner').replace('._options', '') }
  )));
  return problems.length > found ? undefined : kept;
};

function accountProblems({ _name: name, _owner: owner }: ServiceAccountRef, field: string): Problem[] {
  if (owner === undefined) return must(name !== undefined, { field, rule: 'must name an account', fix: FIX });
  const { kind, name: value } = owner.toSubjectConfiguration();
  return must(kind === 'ServiceAccount', { field, value, rule: `is a ${kind}, as which no pod can run`, fix: FIX });
}
