import { Artifact, ArtifactProps } from 'cdk8s-pinterest';
import { api, complaints, CONTAINER, named } from '../synth';

const DIGEST = `sha256:${'0123456789abcdef'.repeat(4)}`;
const built = (props: Partial<ArtifactProps> = {}) => Artifact.of({
  image: 'registry.example.com/api', version: '1.4.2', ...props,
});
const errors = (props: Partial<ArtifactProps>, image = CONTAINER.image) =>
  complaints(() => api({ artifact: built(props), container: { ...CONTAINER, image } }).write());

test('the image runs by digest where there is one, else by version', () => {
  expect(api({ artifact: built({ digest: DIGEST }) }).container('app').image).toBe(`registry.example.com/api@${DIGEST}`);
  expect(api({ artifact: built() }).container('app').image).toBe('registry.example.com/api:1.4.2');
  expect(api().container('app').image).toBe(CONTAINER.image);
});

test('the version is a label of the pods alone', () => {
  const shop = api({ artifact: built() });
  expect(shop.template.metadata.labels['app.kubernetes.io/version']).toBe('1.4.2');
  for (const { metadata } of shop.all()) expect(metadata.labels).not.toHaveProperty(['app.kubernetes.io/version']);
});

test('no selector knows a version or a release', () => {
  const shop = api({ artifact: built({ commit: 'abc' }) });
  const stable = { 'app.kubernetes.io/name': 'api', 'pinterest.com/crd_type': 'PinterestService' };
  expect(shop.one('Deployment').spec.selector).toEqual({ matchLabels: stable });
  expect(shop.one('Service').spec.selector).toEqual(stable);
  expect(shop.one('PodDisruptionBudget').spec.selector).toEqual({ matchLabels: stable });
  expect(shop.one('NetworkPolicy').spec.podSelector).toEqual({ matchLabels: stable });
  for (const constraint of shop.template.spec.topologySpreadConstraints) {
    expect(constraint.labelSelector).toEqual({ matchLabels: stable });
  }
});

test('the application is told its version, templates are, and telemetry', () => {
  const shop = api({ artifact: built(), config: { files: { f: '{{version}}' } } });
  const { env } = shop.container('app');
  expect(named(env, 'PLATFORM_VERSION').value).toBe('1.4.2');
  expect(named(env, 'OTEL_RESOURCE_ATTRIBUTES').value.split(',')).toContain('service.version=1.4.2');
  expect(shop.services.api.configFiles!.toJson().data).toEqual({ f: '1.4.2' });
  expect(named(api().container('app').env, 'PLATFORM_VERSION')).toBeUndefined();
});

test('the commit is an annotation of the pods, if it is known', () => {
  expect(api({ artifact: built({ commit: 'abc' }) }).template.metadata.annotations['pinterest.com/commit']).toBe('abc');
  expect(api({ artifact: built() }).template.metadata.annotations).not.toHaveProperty(['pinterest.com/commit']);
});

test.each([
  'registry.example.com/api', 'registry.example.com/api:9',
  `registry.example.com/api@${DIGEST}`, `registry.example.com/api:9@${DIGEST}`,
])('the container %s names the artifact\'s repository', image => {
  expect(errors({}, image)).toEqual([]);
});

test('a registry\'s port is no tag', () => {
  expect(errors({ image: 'localhost:5000/api' }, 'localhost:5000/api')).toEqual([]);
});

test('an artifact of another repository is refused', () => {
  expect(errors({ image: 'registry.example.com/web' })).toEqual([
    '[chart/api] artifact.image = "registry.example.com/web": is not the repository of container.image, '
      + 'registry.example.com/api. Pass the artifact that was built for this container.',
  ]);
});

test.each([
  'sha256:1', DIGEST.slice(0, -1), DIGEST.toUpperCase(), `md5:${'0'.repeat(64)}`, '',
])('the digest "%s" is refused', digest => {
  expect(errors({ digest })).toEqual([`[chart/api] artifact.digest = "${digest}": must be "sha256:" and 64 hexadecimal `
    + 'digits. Write the digest that the push to the registry reported.']);
});

test.each(['', '1.0+build', 'x'.repeat(64)])('the version "%s" is no label value and is refused', version => {
  expect(errors({ version })).toEqual([expect.stringMatching(/^\[chart\/api\] artifact.version = ".*": must be a label value/)]);
});
