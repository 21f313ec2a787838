import { because, byPlatform, FieldReasons, SCOPE } from '../../tree/field-reasons';

const SELECTOR = because('finds the pods; it never changes', 'adoption');

/** Why objects of a PinterestService are as they are. */
export const SERVICE_REASONS: FieldReasons = {
  Deployment: {
    '.': because('makes the pods'),
    'metadata.name': because('the id of the workload\'s construct', 'adoption'),
    'spec.replicas': because('the number of pods; an autoscaler sets it where there is one', 'scaling'),
    'spec.revisionHistoryLimit': byPlatform('how many earlier versions a rollback finds'),
    'spec.selector': SELECTOR,
    'spec.strategy': because('new pods replace old ones step by step, and none is missing meanwhile', 'update'),
    'spec.progressDeadlineSeconds': byPlatform(
      'long enough for what the probes allow a pod to start', 'health', 'container.startup',
    ),
  },
  [SCOPE.POD]: {
    'spec.volumes[*]': because('a folder of the pods', 'claims'),
  },
};
