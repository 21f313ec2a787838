import { because, FieldReasons, SCOPE } from '../../tree/field-reasons';

/** Why objects of a PinterestDaemon are as they are. */
export const DAEMON_REASONS: FieldReasons = {
  DaemonSet: {
    '.': because('makes a pod on each node'),
    'metadata.name': because('the id of the workload\'s construct', 'adoption'),
    'spec.selector': because('finds the pods; it never changes', 'adoption'),
    'spec.updateStrategy': because('how pods move to a new version: some nodes after the others', 'update'),
  },
  Service: {
    'spec.internalTrafficPolicy': because('each pod reaches the daemon of its own node'),
  },
  [SCOPE.POD]: {
    'spec.priorityClassName': because('a node needs its daemons more than other pods', 'priorityClassName'),
    'spec.volumes[*]': because('a folder of the node', 'host'),
  },
};
