import { because, FieldReasons, SCOPE } from '../../tree/field-reasons';

const PORTS = ['ports', 'container.port', 'container.portNumber', 'container.ports'];

/** What HAProxy is configured by. */
const CONFIG = because(
  'whom the proxy lets in, where it leads, and how long it drains',
  'callers', 'calls', 'traffic', 'drain', 'stop', 'protocol', 'exposure', ...PORTS,
);

export const TRAFFIC_REASONS: FieldReasons = {
  ConfigMap: { '': CONFIG },
  [`${SCOPE.SHARED} ConfigMap`]: { '': because('the scripts of the proxies, which are the same for all', 'calls', ...PORTS) },
  [SCOPE.POD]: {
    'spec.volumes[*]': because('what the proxy writes', 'calls', ...PORTS),
    'spec.volumes[proxy-config]': CONFIG,
  },
  [SCOPE.APP]: {
    'env[*]': because('where the application finds what it calls', 'calls'),
  },
  [SCOPE.CONTAINER]: {
    '': because('mTLS for the calls that come and go', 'calls', 'exposure', ...PORTS),
    'resources': because('enough for the connections that it may have', 'traffic', 'calls', 'exposure', ...PORTS),
    'lifecycle.preStop': because('it drains before it ends', 'drain', 'calls', ...PORTS),
    'lifecycle.postStart': because('the application starts once the proxy listens', 'calls'),
    // What the user's other containers share with the application.
    'env[*]': because('its addresses', 'calls', ...PORTS),
  },
};
