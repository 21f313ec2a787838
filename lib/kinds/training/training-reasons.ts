import { ANY_CHANGE, because, byPlatform, FieldReasons, SCOPE } from '../../tree/field-reasons';

const KUBEFLOW = {
  '': because('lets the Kubeflow operator make the pods', 'backend', 'framework'),
  'metadata.name': because('its name ends with a hash: a Job cannot change, so that a change is a new one', ANY_CHANGE),
  'spec.runPolicy': because('how it ends', 'backend', 'retries', 'deadline', 'suspend'),
  'spec.elasticPolicy': because('with how many pods it goes on', 'framework', 'retries'),
};

const FOUND = because('how the pods find each other', 'framework', 'backend');

/** Why objects of a PinterestTrainingJob are as they are. */
export const TRAINING_REASONS: FieldReasons = {
  Job: {
    '.': because('makes the pods of a role', 'framework', 'backend'),
    'metadata.name': because('its name ends with a hash: a Job cannot change, so that a change is a new one', ANY_CHANGE),
    'spec.completionMode': because('each pod has a number, its rank'),
    'spec.completions': because('the number of pods', 'framework'),
    'spec.parallelism': because('all pods run at once', 'framework'),
    'spec.backoffLimit': because('how often pods are tried again: they all fail together', 'retries', 'framework'),
    'spec.successPolicy': because('when the training is done', 'framework'),
    'spec.podFailurePolicy': byPlatform('a pod that its node takes away is tried again, and that is no failure', 'failurePolicy'),
    'spec.podFailurePolicy.rules[*].onExitCodes': because('what a failed application is not tried again for', 'failurePolicy'),
    'spec.activeDeadlineSeconds': because('how long it may run', 'deadline'),
    'spec.suspend': because('whether it waits', 'suspend'),
  },
  PyTorchJob: KUBEFLOW,
  TFJob: KUBEFLOW,
  PodGroup: {
    '': because('tells the scheduler how many pods start together or not at all', 'gang', 'framework'),
    'metadata.name': because('the name of the run', ANY_CHANGE),
  },
  Service: {
    '.': because('gives each pod its name in DNS', 'backend'),
    'spec.clusterIP': FOUND,
    'spec.publishNotReadyAddresses': because('pods look for each other before they are ready', 'backend'),
  },
  ConfigMap: {
    '': because('the configuration, and how pods wait for each other', 'config', 'framework', 'backend'),
    'data': because('the configuration, and how pods wait for each other', 'config', 'artifact', 'framework', 'backend'),
    'metadata.name': because('its name ends with a hash of its contents', 'config', 'artifact', 'framework', 'backend'),
  },
  [SCOPE.POD]: {
    'spec.restartPolicy': byPlatform('a failed pod is made anew, so that its log stays', 'backend'),
    'spec.subdomain': FOUND,
    'spec.securityContext.runAsNonRoot': byPlatform('the operator adds a container that is root', 'backend', 'framework'),
    'spec.volumes[*]': because('a folder of the pods', 'checkpoint'),
    'spec.volumes[shared-memory]': because('memory that the processes of a pod share', 'sharedMemory', 'scratch'),
    'spec.volumes[temporary]': because(
      'frameworks write temporary files', 'temporaryFiles', 'scratch', 'checkpoint', 'container.volumeMounts',
    ),
    'spec.volumes[rendezvous]': FOUND,
    'spec.volumes[rendezvous].configMap.name': FOUND,
  },
  [SCOPE.APP]: {
    'name': because('by which the framework\'s operator finds it', 'container.name', 'framework'),
    'env[*]': because('what the framework reads to find the other pods', 'framework', 'backend', 'retries', ANY_CHANGE),
    'command': because('what is started, and how all pods end together', 'container.command', 'framework', 'backend', 'retries'),
    'resources.requests[*]': because(
      'what it needs of devices and disk', 'accelerator', 'container.resources', 'extendedResources',
    ),
    'resources.limits[*]': because('the most that it may use', 'accelerator', 'container.resources', 'extendedResources'),
  },
  [SCOPE.CONTAINER]: {
    '': because('waits until all pods run', 'framework', 'backend'),
    'command': because('the names of all pods, which follow that of the run', 'framework', 'backend', 'peerPatience', ANY_CHANGE),
    'image': because('that of the application, which has Python', 'container.image', 'artifact'),
    'imagePullPolicy': because('that of the application', 'container.imagePullPolicy'),
  },
};
