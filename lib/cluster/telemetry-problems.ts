import { ClusterTelemetry } from './telemetry';
import { HEADER_NAME } from '../validation/patterns';
import { must, Problem } from '../validation/problem';

export function telemetryProblems({ backend, containerLogs }: ClusterTelemetry, releases: string[]): Problem[] {
  const { endpoint, headers = [], certificateAuthority } = backend.options;
  const problem = (property: string, value: unknown, rule: string, fix: string) => ({
    field: `telemetry.${property}`, value, rule, fix,
  });
  return [
    ...endpointProblems(endpoint, problem),
    ...headers.filter(({ name }) => !HEADER_NAME.test(name)).map(({ name }) =>
      problem('backend.headers', name, 'must be the name of an HTTP header', 'Write for example "authorization".')),
    ...authorityProblems(certificateAuthority, problem),
    ...must(containerLogs === undefined || releases.includes(containerLogs), () => problem(
      'containerLogs',
      containerLogs,
      'is not a release of the cluster, so no collector would read the logs',
      `Write one of ${releases.join(', ')}.`,
    )),
  ];
}

type ProblemOf = (property: string, value: unknown, rule: string, fix: string) => Problem;

/** What may be a secret is not repeated in the message. */
function endpointProblems(endpoint: string, problem: ProblemOf): Problem[] {
  const url = URL.canParse(endpoint) ? new URL(endpoint) : undefined;
  // URL.canParse leaves out line breaks and tabs, and takes spaces at the ends.
  const plain = /^[\x21-\x7e]+$/.test(endpoint);
  const authority = /^[a-z]+:[/\\]*[^/\\?#]*@/i.test(endpoint);
  if (authority || (url && (url.username !== '' || url.password !== ''))) {
    return [problem(
      'backend.endpoint', undefined, 'must not contain a user or a password, which would be in a manifest',
      'Put them into a Secret, and name it in headers.',
    )];
  }
  if (/[?#]/.test(endpoint)) {
    return [problem(
      'backend.endpoint', undefined, 'must not have a query or a fragment: the collectors add paths to it',
      'Write the URL up to the path, and put a key into a Secret that headers names.',
    )];
  }
  return must(plain && url !== undefined && ['http:', 'https:'].includes(url.protocol), problem(
    'backend.endpoint', endpoint, 'must be an http or https URL', 'Write for example "https://telemetry.example.com:4318".',
  ));
}

function authorityProblems(pem: string | undefined, problem: ProblemOf): Problem[] {
  if (pem === undefined) return [];
  if (/PRIVATE KEY/i.test(pem)) {
    return [problem(
      'backend.certificateAuthority', undefined, 'must not contain a private key, which would be in a manifest',
      'Write the certificates alone, and regard the key as known to everyone who has read this.',
    )];
  }
  const count = (pattern: RegExp) => pem.match(pattern)?.length ?? 0;
  const certificates = count(/-----BEGIN CERTIFICATE-----\s[A-Za-z0-9+/=\s]+-----END CERTIFICATE-----/g);
  const holds = certificates > 0 && certificates === count(/-----BEGIN /g);
  return must(holds, problem(
    'backend.certificateAuthority',
    undefined,
    'must be certificates in PEM form',
    'Write the content of the file that starts with "-----BEGIN CERTIFICATE-----".',
  ));
}
