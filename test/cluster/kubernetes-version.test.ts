import { KubernetesVersion } from 'cdk8s-pinterest/platform';

const MINORS = Array.from({ length: 11 }, (_, n) => 27 + n);

test.each(MINORS)('1.%d has a constant, which is that version and can do what it can', minor => {
  const constant = (KubernetesVersion as unknown as Record<string, KubernetesVersion>)[`V1_${minor}`];
  expect(constant).toBeInstanceOf(KubernetesVersion);
  expect(constant.toString()).toBe(`1.${minor}`);
  expect(constant).toEqual(KubernetesVersion.of(`1.${minor}`));
});

test('there is no constant of another version', () => {
  expect(Object.keys(KubernetesVersion)).toEqual(MINORS.map(minor => `V1_${minor}`));
});

test.each([
  ['1.27', { nativeSidecars: false, preStopSleep: false, podCertificates: false }],
  ['1.28', { nativeSidecars: false, preStopSleep: false, podCertificates: false }],
  ['1.29', { nativeSidecars: true, preStopSleep: false, podCertificates: false }],
  ['1.30', { nativeSidecars: true, preStopSleep: true, podCertificates: false }],
  ['1.36', { nativeSidecars: true, preStopSleep: true, podCertificates: false }],
  ['1.37', { nativeSidecars: true, preStopSleep: true, podCertificates: true }],
  ['1.100', { nativeSidecars: true, preStopSleep: true, podCertificates: true }],
])('%s can do what it has on by default', (version, capabilities) => {
  expect(KubernetesVersion.of(version)).toMatchObject(capabilities);
});

test.each([['1.31', '1.31'], ['v1.31', '1.31'], ['1.31.4', '1.31'], ['v1.31.0', '1.31']])('%s reads as %s', (version, text) => {
  expect(KubernetesVersion.of(version).toString()).toBe(text);
});

test.each(['', '1', '2.0', '1.x', '1.31-gke', ' 1.31', '131'])('"%s" is refused, with what to write', version => {
  expect(() => KubernetesVersion.of(version))
    .toThrow(`Kubernetes version "${version}": must look like "1.31". Write major and minor.`);
});

test.each(['1.26', '1.0', 'v1.9.1'])('%s is too old, and the error says which version is not', version => {
  expect(() => KubernetesVersion.of(version)).toThrow(`Kubernetes version "${version}": the oldest supported version is 1.27.`);
});
