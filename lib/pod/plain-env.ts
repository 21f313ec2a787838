import { EnvValue } from 'cdk8s-plus-27';

/** Variables whose values are known at synth. */
export function plainEnv(values: Record<string, string>): Record<string, EnvValue> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, EnvValue.fromValue(value)]));
}
