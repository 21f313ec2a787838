import { X509Certificate } from 'node:crypto';
import { MOST_ITEMS } from '../validation/judge';
import { must, Problem } from '../validation/problem';

/** The largest bundle, in bytes: it is sent to each client that connects, and lies in each pod. */
const LARGEST = 64 * 1024;

const BLOCK = /-----BEGIN ([^-\n]*)-----[^]*?-----END \1-----/g;
const MARKER = /-----(BEGIN|END) [^-\n]*-----/g;

/** The certificates of PEM texts, each in the form in which OpenSSL writes it: no comments, nothing else. */
export function authoritiesOf(pem: string[]): string[] {
  try {
    return certificatesOf(pem.join('\n')).map(certificate => certificate.toString());
  } catch {
    // Reported where the platform is attached.
    return [];
  }
}

/** What is wrong with authorities. The value is never in the message, since it might be a private key. */
export function authoritiesProblems(field: string, pem: unknown): Problem[] {
  const problem = (rule: string, fix: string): Problem[] => [{ field, rule, fix }];
  if (!Array.isArray(pem) || pem.length === 0 || pem.length > MOST_ITEMS || pem.some(text => typeof text !== 'string')) {
    return problem('must be a list of certificates in PEM form', `Write for example [${READ}].`);
  }
  const text = (pem as string[]).join('\n');
  if (/PRIVATE KEY/.test(text)) {
    return problem(
      'holds a private key, which must not be in a manifest',
      'Write the certificate alone. Replace the authority if the key has been in a repository.',
    );
  }
  if (text.length > LARGEST) {
    return problem(
      `must not be larger than ${LARGEST} bytes, but has ${text.length}`, 'Leave out authorities that no workload needs.',
    );
  }
  const kinds = [...text.matchAll(BLOCK)].map(([, kind]) => kind);
  const others = kinds.filter(kind => kind !== 'CERTIFICATE');
  if (others.length > 0) {
    return problem(
      `must hold certificates only, but has "${printable(others[0])}"`, 'Leave out all but "-----BEGIN CERTIFICATE-----".',
    );
  }
  if (kinds.length === 0 || (text.match(MARKER) ?? []).length !== 2 * kinds.length) {
    return problem('must be certificates in PEM form', `Write the content of the file whole: ${READ}.`);
  }
  return certificateProblems(field, text);
}

const READ = 'fs.readFileSync(\'mesh-ca.pem\', \'utf8\')';

function certificateProblems(field: string, text: string): Problem[] {
  let certificates: X509Certificate[];
  try {
    certificates = certificatesOf(text);
  } catch {
    return [{ field, rule: 'has a certificate that cannot be read', fix: `Write the content of the file whole: ${READ}.` }];
  }
  const twice = certificates.find(({ raw }, n) => certificates.findIndex(other => other.raw.equals(raw)) !== n);
  const leaf = certificates.find(({ ca }) => !ca);
  return [
    ...must(leaf === undefined, () => ({
      field,
      value: leaf!.subject,
      rule: 'is the certificate of no authority: it has no basic constraint CA:TRUE',
      fix: 'Write the certificate of the authority that signs the workloads\' certificates.',
    })),
    ...must(twice === undefined, () => ({
      field, value: twice!.subject, rule: 'is there twice', fix: 'Write each authority once.',
    })),
  ];
}

function certificatesOf(text: string): X509Certificate[] {
  return [...text.matchAll(BLOCK)].map(([block]) => new X509Certificate(block));
}

function printable(kind: string): string {
  return kind.replace(/[^ -~]/g, '?').slice(0, 40);
}
