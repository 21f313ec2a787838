import { EnvValue } from 'cdk8s-plus-27';
import { kubeletText } from '../languages/kubelet';
import { share } from '../yaml/shared';

/** A value that is known at synth, and that the application gets as it is: `$(NAME)` in it is text. */
export function plainValue(value: string): EnvValue {
  return EnvValue.fromValue(kubeletText(value));
}

/** Such values by the names of their variables. */
export function plainEnv(values: Record<string, string>): Record<string, EnvValue> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, plainValue(value)]));
}

const COMMON = new Map<string, EnvValue>();

/** More than a platform has of them. */
const REMEMBERED = 1_000;

/**
 * The value of a variable that all pods of a cluster or release have alike: always the same object, so that it is rendered and
 * written once.
 */
export function commonValue(name: string, value: string): EnvValue {
  const key = `${name}=${value}`;
  const known = COMMON.get(key);
  if (known) return known;
  const common = share(plainValue(value));
  if (COMMON.size < REMEMBERED) COMMON.set(key, common);
  return common;
}
