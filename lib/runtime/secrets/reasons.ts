import { because, FieldReasons, SCOPE } from '../../tree/field-reasons';

const FETCHES = because('fetches secrets from the store of the cluster', 'secrets', 'requirements');
const WRITTEN = because('where the secrets are written, in memory', 'secrets', 'requirements');

export const SECRETS_REASONS: FieldReasons = {
  ConfigMap: { '': because('which secrets are fetched, and how they are written', 'secrets', 'requirements') },
  [SCOPE.POD]: { 'spec.volumes[*]': WRITTEN },
  [SCOPE.APP]: { 'volumeMounts[*]': WRITTEN },
  [SCOPE.CONTAINER]: {
    '': FETCHES,
    'startupProbe': because('the application starts once its secrets are there', 'secrets', 'requirements'),
  },
};
