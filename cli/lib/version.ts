import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** That of this package. */
export function version(): string {
  return (JSON.parse(readFileSync(join(__dirname, '../package.json'), 'utf8')) as { readonly version: string }).version;
}
