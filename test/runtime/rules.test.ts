import { containersOf, daemonOf, runtimeOf, templatesOf, workloadsOf } from '../everything';
import { VERSIONS } from '../synth';

/** The pods of the platform, and those of teams; on every version. */
const PODS = VERSIONS.flatMap(version => [
  ...templatesOf(runtimeOf(version).all()).map(([name, template]) => ({ version, name, template, ours: true })),
  ...[workloadsOf(version), daemonOf(version)].flatMap(built => templatesOf(built.all()))
    .map(([name, template]) => ({ version, name, template, ours: false })),
]);

/** The containers that the runtime itself has added, or is made of. */
const OURS = PODS.flatMap(({ version, name, template, ours }) => containersOf(template)
  .filter(container => ours || !['app', 'pytorch'].includes(container.name))
  .map(container => ({ what: `${version} ${name} ${container.name}`, container })));

/** The one container that is root: it makes the collector's folders on the node, reads nothing, and ends. */
const NOT_ROOT = OURS.filter(({ what }) => !/DaemonSet telemetry-2026-11 folders$/.test(what));

const offenders = <T extends { what: string }>(list: T[], holds: (each: T) => boolean) =>
  list.filter(each => !holds(each)).map(({ what }) => what);

test('there is something to look at', () => {
  const names = new Set(OURS.map(({ container }) => container.name));
  for (const name of ['proxy', 'secrets', 'first-secrets', 'dependencies', 'gate', 'peers', 'node-gate', 'app']) {
    expect([...names]).toContain(name);
  }
});

test('each container of the runtime has requests and a limit of memory', () => {
  expect(offenders(OURS, ({ container: { resources } }) =>
    resources.requests.cpu && resources.requests.memory && resources.limits?.memory)).toEqual([]);
});

test('no container of the runtime has the group of root', () => {
  expect(offenders(NOT_ROOT, ({ container: { securityContext } }) => securityContext.runAsGroup > 0)).toEqual([]);
});

test('each container of the runtime has a read-only root, no capability, and an image with a tag', () => {
  expect(offenders(NOT_ROOT, ({ container: { securityContext, image } }) =>
    securityContext.readOnlyRootFilesystem === true && securityContext.allowPrivilegeEscalation === false
    && JSON.stringify(securityContext.capabilities) === '{"drop":["ALL"]}' && /:[^/:]+$/.test(image))).toEqual([]);
});

test('each empty folder has a size', () => {
  const folders = PODS.flatMap(({ version, name, template }) => (template.spec.volumes ?? [])
    .filter(({ emptyDir }: any) => emptyDir)
    .map(({ name: volume, emptyDir }: any) => ({ what: `${version} ${name} ${volume}`, emptyDir })));
  expect(folders.length).toBeGreaterThan(20);
  expect(offenders(folders, ({ emptyDir }) => emptyDir.sizeLimit !== undefined)).toEqual([]);
});

test('each daemon and each sidecar that serves is restarted when it no longer answers', () => {
  const serving = NOT_ROOT.filter(({ what, container: { ports = [] } }) => ports.length > 0 || /DaemonSet|node-gate/.test(what))
    .filter(({ what, container: { name } }) => !/dependencies|first-secrets|secrets/.test(name) && !/DaemonSet agent/.test(what));
  expect(serving.length).toBeGreaterThan(10);
  expect(offenders(serving, ({ container }) => container.livenessProbe !== undefined)).toEqual([]);
});

test('no container of the runtime has a secret in a variable', () => {
  const variables = ({ env = [], envFrom = [] }: any) =>
    [...env.filter(({ valueFrom }: any) => valueFrom?.secretKeyRef), ...envFrom.filter(({ secretRef }: any) => secretRef)];
  const found = offenders(OURS, ({ container }) => variables(container).length === 0);
  expect(found).toEqual([]);
});

test('only the platform\'s own pods have a token, and of these only those that call the API', () => {
  const withToken = PODS.filter(({ template }) => template.spec.automountServiceAccountToken !== false).map(({ name }) => name);
  expect([...new Set(withToken)].sort()).toEqual([
    'DaemonSet registrar-2026-11', 'DaemonSet telemetry-2026-11', 'Deployment node-gate',
  ]);
});
