import { certificateProblems } from '../validation/certificates';
import { eachOf, flat, judgedBy, optional, shape, text } from '../validation/judge';
import { KINDS } from '../validation/kinds';
import { BOOLEAN } from '../validation/scalars';
import { urlProblems } from '../validation/url';

const EXAMPLE = 'https://telemetry.example.com:4318';

const ENDPOINT = judgedBy((field, value) => urlProblems(field, value, EXAMPLE), EXAMPLE);

/** What becomes part of the collector's configuration. */
export const TELEMETRY_SHAPE = shape({
  backend: shape({
    options: flat(shape({
      endpoint: ENDPOINT,
      headers: optional(eachOf(shape({
        name: flat(text(KINDS.headerName)),
        secretName: text(KINDS.objectName, { fix: 'Write the name of the Secret.' }),
        secretKey: text(KINDS.fileName, { fix: 'Write the key of the Secret.' }),
      }, 'Write { name, secretName, secretKey }.'))),
      certificateAuthority: optional(judgedBy(certificateProblems)),
    }, 'Write { endpoint }.', { endpoint: EXAMPLE })),
  }, 'Write for example TelemetryBackend.otlpHttp({ endpoint }).', { options: { endpoint: EXAMPLE } }),
  prometheus: optional(BOOLEAN),
  containerLogs: optional(text(KINDS.labelValue, { fix: 'Write for example "2026.11".' })),
}, 'Write { backend }.');
