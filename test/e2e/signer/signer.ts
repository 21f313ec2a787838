import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { get, kubectl } from '../kubectl';

const EC = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];

/** A throw-away signer of pod certificates: a CA in a folder, and kubectl to read requests and write certificates. */
export class Signer {
  /** The CA's certificate, for a ClusterTrustBundle. */
  public readonly authority: string;
  private readonly folder = fs.mkdtempSync(path.join(os.tmpdir(), 'signer-'));
  private readonly timer: NodeJS.Timeout;

  constructor(private readonly name: string, private readonly trustDomain: string) {
    this.openssl(['req', '-x509', ...EC, '-keyout', 'ca.key', '-out', 'ca.crt', '-days', '2', '-subj', '/CN=signer']);
    this.authority = fs.readFileSync(path.join(this.folder, 'ca.crt'), 'utf8');
    this.timer = setInterval(() => this.trySigning(), 500);
  }

  public stop(): void {
    clearInterval(this.timer);
    fs.rmSync(this.folder, { recursive: true });
  }

  /** Failures are retried, for example if a request has just been deleted. */
  private trySigning(): void {
    try {
      this.signAll();
    } catch (error) {
      console.error(`signer: ${(error as Error).message}`);
    }
  }

  private signAll(): void {
    const requests = get('podcertificaterequests', '-A').items;
    requests.filter((request: any) => request.spec.signerName === this.name && !request.status?.conditions)
      .forEach((request: any) => this.sign(request));
  }

  private sign(request: any): void {
    const { namespace, name } = request.metadata;
    const account = request.spec.serviceAccountName;
    // Only the public key of the request matters; the API server has checked that the pod holds the private key.
    fs.writeFileSync(path.join(this.folder, 'request.der'), Buffer.from(request.spec.stubPKCS10Request, 'base64'));
    fs.writeFileSync(path.join(this.folder, 'public.pem'), this.openssl([
      'req', '-inform', 'DER', '-in', 'request.der', '-pubkey', '-noout',
    ]));
    // A service and its account have the same name, so the DNS names follow from the account.
    const names = [
      `URI:spiffe://${this.trustDomain}/ns/${namespace}/sa/${account}`,
      `DNS:${account}.${namespace}.svc`,
      `DNS:${account}.${namespace}.svc.cluster.local`,
    ];
    fs.writeFileSync(
      path.join(this.folder, 'leaf.ext'),
      `subjectAltName=critical,${names.join(',')}\nkeyUsage=critical,digitalSignature\nextendedKeyUsage=serverAuth,clientAuth\n`,
    );
    this.openssl([
      'x509', '-new', '-subj', '/', '-force_pubkey', 'public.pem', '-CA', 'ca.crt', '-CAkey',
      'ca.key', '-CAcreateserial', '-days', '1', '-extfile', 'leaf.ext', '-out', 'leaf.crt',
    ]);
    const [from, until] = this.openssl(['x509', '-in', 'leaf.crt', '-noout', '-startdate', '-enddate']).trim().split('\n')
      .map(line => new Date(line.split('=')[1]));
    const time = (date: Date) => date.toISOString().replace(/\.\d+Z$/, 'Z');
    request.status = {
      certificateChain: fs.readFileSync(path.join(this.folder, 'leaf.crt'), 'utf8'),
      notBefore: time(from),
      notAfter: time(until),
      beginRefreshAt: time(new Date((from.getTime() + until.getTime()) / 2)),
      conditions: [{ type: 'Issued', status: 'True', reason: 'Issued', message: 'issued', lastTransitionTime: time(new Date()) }],
    };
    kubectl([
      'replace', '--raw', `/apis/certificates.k8s.io/v1/namespaces/${namespace}/podcertificaterequests/${name}/status`, '-f', '-',
    ], JSON.stringify(request));
  }

  private openssl(args: string[]): string {
    return execFileSync('openssl', args, { cwd: this.folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  }
}
