import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';

/** A throw-away key, and its certificate in PEM. */
export interface KeyPair {
  readonly certificate: string;
  readonly key: string;
}

/**
 * Signed by its own key.
 *
 * @param options of openssl: for how long, for what
 */
export function selfSigned(name: string, ...options: string[]): KeyPair {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'certificate-'));
  try {
    execFileSync('openssl', [
      'req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256',
      '-nodes', '-keyout', 'key', '-out', 'certificate', '-subj', `/CN=${name}`, ...options,
    ], { cwd: folder, stdio: 'ignore' });
    const read = (file: string) => fs.readFileSync(path.join(folder, file), 'utf8');
    return { certificate: read('certificate'), key: read('key') };
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
}

/** A throw-away certificate authority. */
export class Authority implements KeyPair {
  public readonly certificate: string;
  public readonly key: string;

  constructor(name: string) {
    const { certificate, key } = selfSigned(name, '-days', '2', '-addext', 'keyUsage=critical,keyCertSign');
    this.certificate = certificate;
    this.key = key;
  }
}
