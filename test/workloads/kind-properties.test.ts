import * as fs from 'node:fs';
import { Cron, Duration } from 'cdk8s';
import {
  PinterestCronJob, PinterestDaemon, PinterestJobSet, PinterestService, PinterestStatefulSet, PinterestTrainingJob, Port,
  PortAccess, TrainingFramework,
} from 'cdk8s-pinterest';
import { warningsOf } from '../../lib/validation/warning';
import { foreignProblems } from '../../lib/workloads/kind-properties';
import { misspeltProperties } from '../../lib/workloads/misspelt';
import { BARE, Built, CONTAINER } from '../synth';

/* The properties of each kind, from the sources: those of its interface, and of the interfaces that this one extends. */

const SERVED: [string, string] = ['workloads/service-options', 'ServedWorkloadProps'];
const BATCH: [string, string] = ['kinds/batch/batch-props', 'BatchProps'];

const SOURCES: Record<string, [file: string, name: string][]> = {
  PinterestService: [['kinds/service/pinterest-service', 'PinterestServiceProps'], SERVED],
  PinterestStatefulSet: [['kinds/stateful-set/stateful-set-props', 'PinterestStatefulSetProps'], SERVED],
  PinterestDaemon: [['kinds/daemon/pinterest-daemon', 'PinterestDaemonProps'], SERVED],
  PinterestJobSet: [['kinds/batch/pinterest-job-set', 'PinterestJobSetProps'], BATCH],
  PinterestCronJob: [['kinds/batch/pinterest-cron-job', 'PinterestCronJobProps'], BATCH],
  PinterestTrainingJob: [['kinds/training/training-props', 'PinterestTrainingJobProps']],
};

function propertiesOf([file, name]: [string, string]): string[] {
  const text = fs.readFileSync(`lib/${file}.ts`, 'utf8');
  const [body] = text.slice(text.indexOf(`export interface ${name} `)).split('\n}');
  return [...body.matchAll(/^ {2}readonly (\w+)\??:/gm)].map(match => match[1]);
}

const OWN = Object.entries(SOURCES).map(([kind, from]) => [kind, from.flatMap(propertiesOf)] as const);

test.each(OWN)('every property of a %s has a meaning for it, and for no kind without it', (kind, properties) => {
  expect(properties.length).toBeGreaterThan(5);
  for (const name of properties) {
    const without = OWN.filter(([, others]) => !others.includes(name)).map(([other]) => other);
    expect(foreignProblems(kind, { [name]: 1 })).toEqual([]);
    expect(without.filter(other => foreignProblems(other, { [name]: 1 }).length === 0)).toEqual([]);
  }
});

test.each(OWN)('no property of a %s is taken for a misspelt one', (kind, properties) => {
  const all = [...properties, ...propertiesOf(['workloads/workload-props', 'PinterestWorkloadProps']), ...propertiesOf([
    'pod/pod-options', 'PodOptions',
  ])];
  expect(all.length).toBeGreaterThan(25);
  expect(misspeltProperties(kind, Object.fromEntries(all.map(name => [name, 1])))).toEqual([]);
});

test('a property that is misspelt is told, and those of a program of its own are left alone', () => {
  const props = {
    container: CONTAINER, permisions: [], healht: {}, port: 80, storageClass: 'fast', version: '1', team: 'a',
  };
  const printed = jest.spyOn(console, 'warn').mockImplementation();
  const built = new Built(chart => new PinterestService(chart, 'api', props as any), BARE);
  expect(built.errors).toEqual([]);
  printed.mockRestore();
  expect(warningsOf([built.it]).map(({ message }) => message)).toEqual([
    'permisions: is no property of a PinterestService. Did you mean permissions?',
    'healht: is no property of a PinterestService. Did you mean health?',
    'port: is no property of a PinterestService. Did you mean ports?',
  ]);
});

const AGAIN = 'Leave it out: once its Job is gone, a GitOps tool makes it anew, and it runs again. To remove it, remove it here.';

test('properties of another kind, which only plain JavaScript can write, are refused with words', () => {
  const jobs = { container: CONTAINER, callers: [], drain: Duration.seconds(5), timeToLive: Duration.days(1) };
  const { errors } = new Built(chart => [
    new PinterestJobSet(chart, 'jobs', jobs as any),
    new PinterestCronJob(chart, 'cron', { container: CONTAINER, schedule: Cron.daily(), runsBefore: [] } as any),
    new PinterestService(chart, 'api', { container: CONTAINER, replicas: 3, nodeSelector: { disk: 'ssd' } } as any),
    new PinterestStatefulSet(chart, 'store', { container: CONTAINER, tolerations: [], claims: undefined } as any),
    new PinterestDaemon(chart, 'agent', { container: CONTAINER, exposure: {} } as any),
    new PinterestTrainingJob(chart, 'train', {
      container: CONTAINER, framework: TrainingFramework.pytorch({ nodes: 1 }), service: {}, timeToLive: Duration.days(1),
    } as any),
  ], BARE, 'platform');
  expect([...errors].sort()).toEqual([
    '[chart/agent] exposure: has no meaning for a PinterestDaemon. '
      + 'Leave it out: only a PinterestService and a PinterestStatefulSet have it.',
    '[chart/api] nodeSelector: has no meaning for a PinterestService. Write placement: Placement.nodes({ ... }).',
    '[chart/api] replicas: has no meaning for a PinterestService. Write scaling: Scaling.fixed(n).',
    '[chart/cron] runsBefore: has no meaning for a PinterestCronJob. Leave it out: only a PinterestJobSet has it.',
    '[chart/jobs] callers: has no meaning for a PinterestJobSet. '
      + 'Leave it out: only a PinterestService, a PinterestStatefulSet and a PinterestDaemon have it.',
    '[chart/jobs] drain: has no meaning for a PinterestJobSet. '
      + 'Leave it out: only a PinterestService and a PinterestStatefulSet have it.',
    `[chart/jobs] timeToLive: has no meaning for a PinterestJobSet. ${AGAIN}`,
    '[chart/store] tolerations: has no meaning for a PinterestStatefulSet. '
      + 'Write placement: Placement.nodes({ ... }).tolerating(...).',
    '[chart/train] service: has no meaning for a PinterestTrainingJob. '
      + 'Leave it out: only a PinterestService, a PinterestStatefulSet and a PinterestDaemon have it.',
    `[chart/train] timeToLive: has no meaning for a PinterestTrainingJob. ${AGAIN}`,
  ]);
});

test('a number in a Service is for a port that is in one', () => {
  const { errors } = new Built(chart => [
    new PinterestJobSet(chart, 'jobs', {
      container: CONTAINER, ports: [Port.grpc(9090, { servicePort: 90, access: PortAccess.PEERS })],
    }),
    new PinterestService(chart, 'api', {
      container: CONTAINER, ports: [Port.http(9000, { name: 'live', servicePort: 90, access: PortAccess.KUBELET })],
    }),
  ], BARE);
  expect([...errors].sort()).toEqual([
    '[chart/api] ports[0].servicePort = 90: has no meaning for a port that nobody but the kubelet may reach. Leave it out.',
    '[chart/jobs] ports[0].servicePort = 90: has no meaning for a PinterestJobSet, which has no Service. Leave it out.',
  ]);
});
