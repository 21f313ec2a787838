import { EnvValue } from 'cdk8s-plus-27';
import { kubeletText } from '../languages/kubelet';

/** A value that is known at synth, and that the application gets as it is: `$(NAME)` in it is text. */
export function plainValue(value: string): EnvValue {
  return EnvValue.fromValue(kubeletText(value));
}

/** Such values by the names of their variables. */
export function plainEnv(values: Record<string, string>): Record<string, EnvValue> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, plainValue(value)]));
}
