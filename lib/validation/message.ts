import { asString } from './words';

/** The words of whatever was thrown, which need not be an error, nor be readable. */
export function messageOf(error: unknown): string {
  try {
    return error instanceof Error ? error.message : asString(error);
  } catch {
    return 'an error without text';
  }
}
