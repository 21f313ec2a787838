import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';

/** A Secret with a certificate of yesterday, as cert-manager leaves it behind when it cannot renew it. */
export function expiredCertificate(namespace: string, name: string): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'expired-'));
  const openssl = (...args: string[]) => execFileSync('openssl', args, { cwd: folder, stdio: 'ignore' });
  try {
    openssl(
      'req',
      '-newkey',
      'ec',
      '-pkeyopt',
      'ec_paramgen_curve:P-256',
      '-nodes',
      '-keyout',
      'key',
      '-out',
      'request',
      '-subj',
      '/CN=expired',
    );
    openssl('x509', '-req', '-in', 'request', '-signkey', 'key', '-days', '-1', '-out', 'certificate');
    const read = (file: string) => fs.readFileSync(path.join(folder, file), 'utf8');
    const stringData = { 'tls.crt': read('certificate'), 'tls.key': read('key'), 'ca.crt': read('certificate') };
    return JSON.stringify({
      apiVersion: 'v1',
      kind: 'Secret',
      type: 'kubernetes.io/tls',
      metadata: { name, namespace },
      stringData,
    });
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
}
