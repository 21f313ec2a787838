import { PercentOrAbsolute } from 'cdk8s-plus-27';
import type { DeploymentStrategy } from 'kubernetes-types/apps/v1';
import { having, optional, shape } from '../../validation/judge';
import { madeOf, optionOf } from '../../validation/options';
import { must, Problem } from '../../validation/problem';
import { BOOLEAN } from '../../validation/scalars';
import { valueObject } from '../../validation/value-object';
import { share } from '../../yaml/shared';

/** How many pods a rolling update adds, and how many it may do without. */
export interface DeploymentRolling {
  /**
   * How many pods more than wanted there may be.
   *
   * @default PercentOrAbsolute.percent(25)
   */
  readonly maxSurge?: PercentOrAbsolute;

  /**
   * How many pods fewer than wanted may be ready.
   *
   * @default PercentOrAbsolute.absolute(0)
   */
  readonly maxUnavailable?: PercentOrAbsolute;
}

/** How a service moves to a new version. */
export class DeploymentUpdate {
  /**
   * All old pods end before the first new one starts: nothing serves meanwhile. For what may run once only, such as a service
   * with a claim that one pod can have.
   */
  public static readonly RECREATE = new DeploymentUpdate(true);

  /** New pods replace old ones step by step. */
  public static rolling(options?: DeploymentRolling): DeploymentUpdate {
    const made = new DeploymentUpdate(false, optionOf(options, 'maxSurge'), optionOf(options, 'maxUnavailable'));
    return madeOf(made, options, ['maxSurge', 'maxUnavailable']);
  }

  private constructor(
    /** Whether all old pods end first. */
    public readonly recreates: boolean,
    public readonly maxSurge?: PercentOrAbsolute,
    public readonly maxUnavailable?: PercentOrAbsolute,
  ) {}
}

const ROLLING: DeploymentStrategy = share({ type: 'RollingUpdate', rollingUpdate: { maxSurge: '25%', maxUnavailable: 0 } });

export function deploymentStrategy(update: DeploymentUpdate | undefined): DeploymentStrategy {
  if (!update) return ROLLING;
  if (update.recreates) return { type: 'Recreate' };
  const { maxSurge, maxUnavailable } = update;
  const rollingUpdate = { maxSurge: maxSurge?.value ?? '25%', maxUnavailable: maxUnavailable?.value ?? 0 };
  return { type: 'RollingUpdate', rollingUpdate };
}

export function deploymentUpdateProblems({ recreates, maxSurge, maxUnavailable }: DeploymentUpdate): Problem[] {
  if (recreates) return [];
  const amounts = { maxSurge: maxSurge?.value ?? '25%', maxUnavailable: maxUnavailable?.value ?? 0 };
  const wrong = Object.entries(amounts).filter(([, value]) => !isAmount(value)).map(([name, value]) => ({
    field: `update.${name}`,
    value,
    rule: 'must be a whole number of pods, or 0 to 100 %',
    fix: 'Write for example PercentOrAbsolute.absolute(1).',
  }));
  return wrong.length > 0 ? wrong : must(Object.values(amounts).some(value => parseInt(`${value}`, 10) > 0), {
    field: 'update', value: 0, rule: 'could replace no pod: it may neither add one nor do without one', fix: 'Raise maxSurge.',
  });
}

function isAmount(value: unknown): boolean {
  if (typeof value === 'number') return Number.isInteger(value) && value >= 0 && value <= 2_147_483_647;
  return typeof value === 'string' && /^(\d{1,2}|100)%$/.test(value);
}

const FIX = 'Write for example DeploymentUpdate.RECREATE.';
const AMOUNT = optional(having('value', 'a PercentOrAbsolute', 'PercentOrAbsolute.percent(25)'));

export const DEPLOYMENT_UPDATE_SHAPE = valueObject(
  'recreates', shape({ recreates: BOOLEAN, maxSurge: AMOUNT, maxUnavailable: AMOUNT }, FIX), FIX,
);
