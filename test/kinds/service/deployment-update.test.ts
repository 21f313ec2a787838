import { Duration } from 'cdk8s';
import { DeploymentUpdate, HealthCheck } from 'cdk8s-pinterest';
import { PercentOrAbsolute } from 'cdk8s-plus-27';
import { api, BARE, complaints } from '../../synth';

const { absolute, percent } = PercentOrAbsolute;
const strategy = (update?: DeploymentUpdate) => api({ update }, BARE).one('Deployment').spec.strategy;
const said = (update: any) => complaints(() => api({ update }, BARE).write());

test.each<[string, DeploymentUpdate | undefined, object]>([
  ['nothing said', undefined, { type: 'RollingUpdate', rollingUpdate: { maxSurge: '25%', maxUnavailable: 0 } }],
  ['all old pods first', DeploymentUpdate.RECREATE, { type: 'Recreate' }],
  ['the default by name', DeploymentUpdate.rolling(),
    { type: 'RollingUpdate', rollingUpdate: { maxSurge: '25%', maxUnavailable: 0 } }],
  ['no more than wanted', DeploymentUpdate.rolling({ maxSurge: absolute(0), maxUnavailable: percent(10) }),
    { type: 'RollingUpdate', rollingUpdate: { maxSurge: 0, maxUnavailable: '10%' } }],
])('%s', (_, update, written) => {
  expect(strategy(update)).toEqual(written);
});

test.each<[string, any, string]>([
  ['one that replaces nothing', DeploymentUpdate.rolling({ maxSurge: percent(0) }), 'update = 0: could replace no pod'],
  ['half a pod', DeploymentUpdate.rolling({ maxSurge: absolute(0.5) }), 'update.maxSurge = 0.5: must be a whole number of pods'],
  ['more than all', DeploymentUpdate.rolling({ maxUnavailable: percent(101) }),
    'update.maxUnavailable = "101%": must be a whole'],
  ['a number', DeploymentUpdate.rolling({ maxSurge: 1 as any }), 'update.maxSurge = 1: must be a PercentOrAbsolute.'],
  ['a word', 'Recreate', 'update = "Recreate": must be an object'],
  ['one by hand', { type: 'Recreate' }, 'update: must be made by its own function'],
])('%s is refused', (_, update, line) => {
  expect(said(update)).toContainEqual(expect.stringContaining(line));
});

/** The deadline of a service whose sidecar and application may take so many seconds to start, on a version of Kubernetes. */
function deadline(sidecar: number | undefined, application: number | undefined, version = '1.37') {
  const startup = (seconds: number | undefined) => seconds === undefined ? {} : {
    startup: HealthCheck.command(['started'], { period: Duration.seconds(1), failureThreshold: seconds }),
  };
  const shop = api({ health: startup(application) }, { ...BARE, version });
  shop.services.api.pod.addSidecar('cache', { container: { image: 'cache:1' }, health: startup(sidecar) });
  return shop.one('Deployment').spec.progressDeadlineSeconds;
}

test('a rollout whose pods may start slowly has that time beside what Kubernetes gives it', () => {
  expect(deadline(undefined, undefined)).toBeUndefined();
  expect(deadline(100, 200)).toBeUndefined();
  expect(deadline(100, 201)).toBe(901);
  expect(deadline(undefined, 1800)).toBe(2400);
  // The application starts after its sidecar, or before Kubernetes 1.29 with it.
  expect(deadline(100, 1800)).toBe(2500);
  expect(deadline(100, 1800, '1.27')).toBe(2400);
  expect(deadline(undefined, 2_147_483_647)).toBe(2_147_483_647);
  const delayed = HealthCheck.http('/', { initialDelay: Duration.seconds(300) });
  expect(api({ health: { startup: delayed } }, BARE).one('Deployment').spec.progressDeadlineSeconds).toBe(930);
});
