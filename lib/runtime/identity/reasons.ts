import { because, FieldReasons, SCOPE } from '../../tree/field-reasons';

const PORTS = ['ports', 'container.port', 'container.portNumber', 'container.ports'];

export const IDENTITY_REASONS: FieldReasons = {
  Certificate: {
    '': because('the certificate of the pods'),
    'spec.uris': because('the SPIFFE id of the workload, by which others know it', 'serviceAccount'),
    'spec.dnsNames': because('the names of its Services', 'service', 'moreServices', 'governingService', ...PORTS),
  },
  [SCOPE.POD]: {
    'spec.volumes[*]': because('its certificate, and the authorities that it trusts'),
  },
  [SCOPE.APP]: {
    'env[*]': because('the SPIFFE id of the workload, by which others know it', 'serviceAccount'),
    'volumeMounts[*]': because('its certificate, and the authorities that it trusts'),
  },
};
