import { StorageScope } from './shard-storage';
import { ANY_CHANGE, because, byPlatform, FieldReasons, SCOPE } from '../../tree/field-reasons';

/** Each shard is a Job of its own then. */
const PER_SHARD = `storage[]._scope=${StorageScope.SHARD}`;

/** Why a Job is as it is, whatever makes it. */
export const JOB_REASONS: FieldReasons = {
  Job: {
    '.': because('makes the pods, until their work is done', PER_SHARD, `shards?${PER_SHARD}`),
    'metadata.name': because('its name ends with a hash: a Job cannot change, so that a change is a new one', ANY_CHANGE),
    'spec.completionMode': because('each pod has a number', PER_SHARD),
    'spec.completions': because('the number of shards', 'shards', PER_SHARD),
    'spec.parallelism': because('how many pods run at once', 'parallelism', 'shards', PER_SHARD),
    'spec.backoffLimit': because('how often pods are tried again', 'retries', 'shards', PER_SHARD),
    'spec.backoffLimitPerIndex': because('how often a shard is tried again', 'retries', PER_SHARD),
    'spec.successPolicy': because('how many shards must succeed', 'successPercent'),
    'spec.podFailurePolicy': byPlatform('a pod that its node takes away is tried again, and that is no failure', 'failurePolicy'),
    'spec.podFailurePolicy.rules[*].onExitCodes': because('what a failed application is not tried again for', 'failurePolicy'),
    'spec.activeDeadlineSeconds': because('how long it may run', 'deadline'),
    'spec.suspend': because('whether it waits', 'suspend'),
  },
  [SCOPE.POD]: {
    'spec.restartPolicy': byPlatform('a failed pod is made anew, so that its log stays'),
    'spec.volumes[*].configMap.name': because('a ConfigMap whose name tells its contents', 'config', 'artifact', 'shards'),
    'spec.volumes[*]': because('a folder of the pods', 'storage'),
  },
  [SCOPE.APP]: {
    'env[SHARD]': because('the number of the shard', PER_SHARD),
    'env[SHARDS]': because('how many shards there are', 'shards'),
  },
  PersistentVolumeClaim: {
    '': because('a volume that outlives the pods', 'storage', `shards?${PER_SHARD}`),
  },
  ConfigMap: {
    'data': because('the files or variables of the configuration', 'config', 'artifact', 'shards'),
    'metadata.name': because('its name ends with a hash of its contents', 'config', 'artifact', 'shards'),
  },
};
