import { because, FieldReasons, SCOPE } from '../../tree/field-reasons';

const LIMITS = because('what the application may use, so that it can adapt');

export const ENVIRONMENT_REASONS: FieldReasons = {
  [SCOPE.APP]: {
    'env[*]': because('where the application is'),
    'env[PLATFORM_VERSION]': because('the version of the application', 'artifact'),
    'env[PLATFORM_OWNER]': because('the team that is responsible', 'owner'),
    'env[PLATFORM_RELEASE]': because('the release of the runtime', 'channel'),
    'env[PLATFORM_CPU_REQUEST]': LIMITS,
    'env[PLATFORM_CPU_LIMIT]': LIMITS,
    'env[PLATFORM_MEMORY_REQUEST]': LIMITS,
    'env[PLATFORM_MEMORY_LIMIT]': LIMITS,
    'env[PLATFORM_DISK_REQUEST]': because('what the application may use, so that it can adapt', 'container.resources'),
    'env[PLATFORM_DISK_LIMIT]': because('what the application may use, so that it can adapt', 'container.resources'),
    'env[OTEL_SERVICE_NAME]': because('the name under which OpenTelemetry shows it'),
    'env[OTEL_RESOURCE_ATTRIBUTES]': because('by which OpenTelemetry tells whose pod it is', 'owner', 'artifact'),
  },
};
