import { AUTHORITY } from './authorities';
import { victims } from './e2e/attacks/proxy/world';
import { elsewhere as elsewhereCalled, workloads as calling } from './e2e/calls/workloads';
import { manifests } from './e2e/discovery/world';
import { elsewhere, manifest } from './e2e/openings/workloads';
import { trainings } from './e2e/trainings';

/* What end-to-end tests apply must also be right where there is no cluster: a new rule refuses it here, not an hour later. */

const BUILDERS = {
  'discovery': () => Object.values(manifests()).join('---\n'),
  'the proxy\'s victims': victims,
  'openings': () => manifest({ namespace: 'openings', identity: false }),
  'openings with identity': () => manifest({ namespace: 'openings-mesh', identity: true }),
  'what calls them': () => elsewhere().join('---\n'),
  'calls': () => calling('1', [AUTHORITY]),
  'what is called elsewhere': () => elsewhereCalled([AUTHORITY]),
  'trainings': () => trainings(['ddp', 'mirrored']),
};

describe.each(['1.27', '1.37'])('on Kubernetes %s', version => {
  beforeAll(() => { process.env.KUBERNETES_VERSION = version; });

  test.each(Object.entries(BUILDERS))('the workloads of the end-to-end test are accepted: %s', (_, build) => {
    expect(build()).toMatch(/^kind: (Deployment|Job)$/m);
  });
});
