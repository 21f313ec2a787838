import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';

/** A throw-away certificate authority. */
export class Authority {
  public readonly certificate: string;
  public readonly key: string;

  constructor(name: string) {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'authority-'));
    try {
      execFileSync('openssl', [
        'req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256',
        '-nodes', '-keyout', 'key', '-out', 'certificate', '-days', '2',
        '-subj', `/CN=${name}`, '-addext', 'keyUsage=critical,keyCertSign',
      ], { cwd: folder, stdio: 'ignore' });
      this.certificate = fs.readFileSync(path.join(folder, 'certificate'), 'utf8');
      this.key = fs.readFileSync(path.join(folder, 'key'), 'utf8');
    } finally {
      fs.rmSync(folder, { recursive: true });
    }
  }
}
