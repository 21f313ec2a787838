import { certificateProblems } from '../validation/certificates';
import { eachOf, flat, optional, Rule, shape, text } from '../validation/judge';
import { KINDS } from '../validation/kinds';
import { urlProblems } from '../validation/url';

const EXAMPLE = 'https://telemetry.example.com:4318';

const ENDPOINT: Rule = (value, field, problems) => {
  const wrong = urlProblems(field, value, EXAMPLE);
  problems.push(...wrong);
  return wrong.length > 0 ? EXAMPLE : value;
};

const CERTIFICATES: Rule = (value, field, problems) => {
  const wrong = certificateProblems(field, value);
  problems.push(...wrong);
  return wrong.length > 0 ? undefined : value;
};

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
      certificateAuthority: optional(CERTIFICATES),
    }, 'Write { endpoint }.', { endpoint: EXAMPLE })),
  }, 'Write for example TelemetryBackend.otlpHttp({ endpoint }).', { options: { endpoint: EXAMPLE } }),
  containerLogs: optional(text(KINDS.labelValue, { fix: 'Write for example "2026.11".' })),
}, 'Write { backend }.');
