import { about, inPod } from '../judged';
import { ago, podWith, READY, waiting } from '../objects';

describe('certificates', () => {
  const certificate = (status: object) => ({
    certificates: [
      {
        kind: 'Certificate',
        metadata: {
          name: 'api-identity',
          namespace: 'shop',
          labels: { 'app.kubernetes.io/name': 'api' },
          creationTimestamp: ago(500),
        },
        spec: { secretName: 'api-identity', issuerRef: { kind: 'ClusterIssuer', name: 'mesh' } },
        status,
      },
    ],
  });
  const mounts = about('FailedMount', 'MountVolume.SetUp failed for volume "identity" : secret "api-identity" not found');

  test('one that is not issued is told once, and not as a volume that waits for it', () => {
    const creating = podWith(waiting('ContainerCreating'));
    const not = { conditions: [{ type: 'Ready', status: 'False', lastTransitionTime: ago(500) }] };
    expect(inPod(creating, { ...mounts, ...certificate(not) })).toEqual([
      'person certificate-not-issued: The certificate api-identity is not issued yet.',
    ]);
  });

  test('one that has expired is told, though its pods are ready', () => {
    const found = inPod(podWith(READY), certificate({ notAfter: ago(60), conditions: [{ type: 'Ready', status: 'False' }] }));
    expect(found).toEqual(['person certificate-expired: The certificate api-identity has expired, and is not renewed.']);
  });
});
