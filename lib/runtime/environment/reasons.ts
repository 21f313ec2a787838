import { because, FieldReasons, inheriting, SCOPE } from '../../tree/field-reasons';

const LIMITS = because('what the application may use, so that it can adapt');

export const ENVIRONMENT_REASONS: FieldReasons = {
  [SCOPE.APP]: {
    'env[*]': because('where the application is'),
    'env[PLATFORM_VERSION]': because('the version of the application', 'artifact'),
    'env[PLATFORM_OWNER]': because('the team that is responsible', 'owner'),
    'env[PLATFORM_CLUSTER]': inheriting('where the application is', ['cluster.name']),
    'env[PLATFORM_ENVIRONMENT]': inheriting('where the application is', ['cluster.environment']),
    'env[PLATFORM_REGION]': inheriting('where the application is', ['cluster.region']),
    'env[PLATFORM_NAMESPACE]': inheriting('where the application is', ['chart.namespace']),
    'env[PLATFORM_RELEASE]': because('the release of the runtime', 'channel'),
    'env[PLATFORM_CPU_REQUEST]': LIMITS,
    'env[PLATFORM_CPU_LIMIT]': LIMITS,
    'env[PLATFORM_MEMORY_REQUEST]': LIMITS,
    'env[PLATFORM_MEMORY_LIMIT]': LIMITS,
    'env[PLATFORM_DISK_REQUEST]': because('what the application may use, so that it can adapt', 'container.resources'),
    'env[PLATFORM_DISK_LIMIT]': because('what the application may use, so that it can adapt', 'container.resources'),
    'env[OTEL_SERVICE_NAME]': because('the name under which OpenTelemetry shows it'),
    'env[OTEL_RESOURCE_ATTRIBUTES]': inheriting(
      'by which OpenTelemetry tells whose pod it is',
      ['chart.namespace', 'cluster.name', 'cluster.environment', 'cluster.region'], 'owner', 'artifact',
    ),
  },
};
