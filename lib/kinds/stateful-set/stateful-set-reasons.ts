import { because, byPlatform, FieldReasons, SCOPE } from '../../tree/field-reasons';

/** Why objects of a PinterestStatefulSet are as they are. */
export const STATEFUL_SET_REASONS: FieldReasons = {
  StatefulSet: {
    '.': because('makes the pods'),
    'metadata.name': because('the id of the workload\'s construct', 'adoption'),
    'spec.serviceName': because('the Service that gives each pod its name in DNS', 'governingService'),
    'spec.replicas': because('the number of pods; an autoscaler sets it where there is one', 'replicas', 'scaling'),
    'spec.podManagementPolicy': because('whether the pods start one after the other', 'startOrder'),
    'spec.updateStrategy': because('how pods move to a new version: the last one first', 'update', 'updateFrom'),
    'spec.selector': because('finds the pods; it never changes', 'adoption'),
    'spec.volumeClaimTemplates': because('a volume for each pod', 'storage', 'adoption'),
    'spec.persistentVolumeClaimRetentionPolicy': because('what becomes of the volumes of pods that go', 'storage', 'retention'),
  },
  [SCOPE.POD]: {
    'spec.volumes[*]': because('a folder of the pods', 'storage'),
    'spec.topologySpreadConstraints': byPlatform('zones and nodes share the pods evenly', 'zones', 'placement'),
  },
};
