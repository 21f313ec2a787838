import { BACKEND, object, runtime, StringCase, TELEMETRY } from './world';

/** Of where logs, metrics and traces go. */
export const TELEMETRIES: Record<string, StringCase> = {
  'ClusterTelemetry.containerLogs': object('.telemetry.containerLogs', containerLogs => runtime({
    telemetry: { ...TELEMETRY.telemetry, containerLogs },
  }), { good: '2026.11', optional: true }),
  'TelemetryBackendOptions.endpoint': object('.telemetry.backend.endpoint', endpoint => runtime(BACKEND({ endpoint })), {
    good: 'https://zz.good.example.com',
  }),
  'TelemetryBackendOptions.certificateAuthority': object('.telemetry.backend.certificateAuthority', certificateAuthority => (
    runtime(BACKEND({ certificateAuthority }))
  ), { good: '-----BEGIN CERTIFICATE-----\nzz\n-----END CERTIFICATE-----', optional: true }),
  'TelemetryHeader.name': object('.telemetry.backend.headers', name => runtime(BACKEND({
    headers: [{ name, secretName: 'a', secretKey: 'b' }],
  }))),
  'TelemetryHeader.secretName': object('.telemetry.backend.headers', secretName => runtime(BACKEND({
    headers: [{ name: 'a', secretName, secretKey: 'b' }],
  }))),
  'TelemetryHeader.secretKey': object('.telemetry.backend.headers', secretKey => runtime(BACKEND({
    headers: [{ name: 'a', secretName: 'b', secretKey }],
  }))),
};
