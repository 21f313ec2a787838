import { ClusterTelemetry } from './telemetry';
import { HEADER_NAME } from '../validation/patterns';
import { must, Problem } from '../validation/problem';

export function telemetryProblems({ backend, containerLogs, kubeletFolder }: ClusterTelemetry, releases: string[]): Problem[] {
  const { endpoint, headers = [], certificateAuthority } = backend.options;
  const problem = (property: string, value: unknown, rule: string, fix: string) => ({
    field: `telemetry.${property}`, value, rule, fix,
  });
  return [
    ...must(isHttpUrl(endpoint), problem(
      'backend.endpoint', endpoint, 'must be an http or https URL', 'Write for example "https://telemetry.example.com:4318".',
    )),
    ...headers.filter(({ name }) => !HEADER_NAME.test(name)).map(({ name }) =>
      problem('backend.headers', name, 'must be the name of an HTTP header', 'Write for example "authorization".')),
    ...must(certificateAuthority?.includes('-----BEGIN CERTIFICATE-----') ?? true, problem(
      'backend.certificateAuthority',
      undefined,
      'must be certificates in PEM form',
      'Write the content of the file that starts with "-----BEGIN CERTIFICATE-----".',
    )),
    ...must(containerLogs === undefined || releases.includes(containerLogs), () => problem(
      'containerLogs',
      containerLogs,
      'is not a release of the cluster, so no collector would read the logs',
      `Write one of ${releases.join(', ')}.`,
    )),
    ...must(kubeletFolder?.startsWith('/') ?? true, problem(
      'kubeletFolder', kubeletFolder, 'must start with "/"', `Write "/${kubeletFolder}".`,
    )),
  ];
}

function isHttpUrl(text: string): boolean {
  return URL.canParse(text) && ['http:', 'https:'].includes(new URL(text).protocol);
}
