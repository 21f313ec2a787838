import { because, FieldReasons, SCOPE } from '../../tree/field-reasons';

const FOLDER = because('where a dependency is', 'dependencies', 'requirements');

export const DEPENDENCIES_REASONS: FieldReasons = {
  [SCOPE.POD]: { 'spec.volumes[*]': FOLDER },
  [SCOPE.APP]: { 'volumeMounts[*]': FOLDER },
  [SCOPE.CONTAINER]: {
    '': because('fetches and verifies what the application needs before it starts', 'dependencies', 'requirements'),
  },
};
