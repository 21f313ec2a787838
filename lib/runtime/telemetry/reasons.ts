import { because, FieldReasons, SCOPE } from '../../tree/field-reasons';

const LOGS = ['logs', 'requirements'];

export const TELEMETRY_REASONS: FieldReasons = {
  ConfigMap: { '': because('which log files are read', ...LOGS) },
  [SCOPE.POD]: { 'spec.volumes[*]': because('the log files, and how far they are read', ...LOGS) },
  [SCOPE.APP]: {
    'env[*]': because('how OpenTelemetry and statsd find the collector of the node', 'channel'),
    'env[PLATFORM_LOG_DIRECTORY]': because('where the application writes its log files', ...LOGS),
    'volumeMounts[*]': because('where the application writes its log files', ...LOGS),
  },
  [SCOPE.CONTAINER]: { '': because('reads the log files', ...LOGS) },
};
