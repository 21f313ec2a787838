import { REGISTRATION_ANNOTATION } from '../../labels/keys';
import { because, FieldReasons, SCOPE } from '../../tree/field-reasons';

export const DISCOVERY_REASONS: FieldReasons = {
  [SCOPE.POD]: {
    [`metadata.annotations[${REGISTRATION_ANNOTATION}]`]: because(
      'how the daemon of the node registers the pod in ZooKeeper',
      'discovery', 'ports', 'container.port', 'container.portNumber', 'container.ports',
    ),
  },
};
