import { EXPIRES_LABEL } from './keys';

export function expiryLabels(expires: string | undefined): Record<string, string> {
  return expires === undefined ? {} : { [EXPIRES_LABEL]: expires };
}

/** For pod templates: another day must restart no pod and run no job again. */
export function withoutExpiry({ [EXPIRES_LABEL]: _, ...labels }: Record<string, string>): Record<string, string> {
  return labels;
}
