import { Duration } from 'cdk8s';
import { Accelerator, PinterestTrainingJob, TrainingFramework } from 'cdk8s-pinterest';
import { apply, createNamespace, eventually, get, kubectl, serverVersion } from './kubectl';
import { manifestOf } from './manifest';
import { Pods, trainings } from './trainings';

/*
 * Applies examples/training: runs each training to step 200, then continues from its checkpoint to step 500 and loses a pod on
 * the way. `training-setup` builds the images.
 */
const NAMESPACE = 'training';
const CONTAINERS: Record<string, string> = {
  ddp: 'pytorch', torchrun: 'pytorch', elastic: 'pytorch', mirrored: 'tensorflow', servers: 'tensorflow',
};
const NAMES = Object.keys(CONTAINERS);
const started = Date.now();

/** The Jobs of the newest run, one for each role. */
function jobsOf(name: string): any[] {
  const jobs = get('jobs', '-n', NAMESPACE, '-l', `app.kubernetes.io/name=${name}`).items;
  const run = (job: any) => job.spec.template.metadata.labels['pinterest.com/run'];
  const [newest] = jobs.sort((a: any, b: any) => b.metadata.creationTimestamp.localeCompare(a.metadata.creationTimestamp));
  return jobs.filter((job: any) => run(job) === run(newest));
}

function podsOf(name: string): Pods {
  return new Pods(NAMESPACE, `pinterest.com/run=${jobsOf(name)[0].spec.template.metadata.labels['pinterest.com/run']}`);
}

const condition = (job: any, type: string) =>
  (job.status.conditions ?? []).find((each: any) => each.type === type && each.status === 'True');

/** Waits until all Jobs are complete; returns the seconds from the first creation to the last end. */
async function completed(name: string, seconds: number): Promise<number> {
  const jobs = await eventually(`${name} to complete`, seconds, () => {
    const all = jobsOf(name);
    const failed = all.find(job => condition(job, 'Failed'));
    if (failed) {
      throw new Error(`${failed.metadata.name} has failed: ${JSON.stringify(failed.status)}\n`
        + `${podsOf(name).logs(CONTAINERS[name]).join('\n').slice(-3000)}`);
    }
    return all.every(job => condition(job, 'Complete')) && all;
  });
  const times = (values: string[]) => values.map(value => Date.parse(value) / 1000);
  return Math.max(...times(jobs.map(job => job.status.completionTime)))
    - Math.min(...times(jobs.map(job => job.metadata.creationTimestamp)));
}

beforeAll(() => {
  createNamespace(NAMESPACE);
  apply(trainings(NAMES));
});

afterAll(() => kubectl(['delete', 'namespace', NAMESPACE, '--wait=false']));

test.each<[string, string, number]>([
  ['ddp', 'torch.distributed', 2],
  ['torchrun', 'torchrun', 4],
  ['elastic', 'torchrun, elastic', 2],
  ['mirrored', 'MultiWorkerMirroredStrategy', 2],
  ['servers', 'ParameterServerStrategy', 1],
])('%s: with %s the model converges, the same in all of its %d processes', async (name, _, processes) => {
  const seconds = await completed(name, 240);
  const endings = podsOf(name).endings(CONTAINERS[name]);
  console.log(`${name} on ${serverVersion()}: ${seconds} s, loss ${endings[0].loss}, five trainings at once`);
  // A Job that ends with its leader deletes the other pods.
  const gone = jobsOf(name).some(job => job.spec.successPolicy);
  if (!gone) expect(endings.map(ending => ending.rank)).toEqual(Array.from({ length: processes }, (__, rank) => rank));
  for (const ending of endings) {
    expect(ending).toMatchObject({ of: processes, step: 200, weights: endings[0].weights });
    expect(ending.loss).toBeLessThan(0.01);
  }
});

test.each(['ddp', 'mirrored', 'servers'])('no pod of %s trains before all of them are there', name => {
  const pods = podsOf(name).all;
  const here = pods.map(pod =>
    pod.status.initContainerStatuses.find((status: any) => status.name === 'peers').state.terminated.startedAt);
  const training = pods.map(pod => pod.status.containerStatuses[0].state.terminated.startedAt);
  expect(pods.length).toBeGreaterThan(1);
  expect(here.sort().at(-1) <= training.sort()[0]).toBe(true);
  for (const log of podsOf(name).logs('peers')) expect(log).toContain(`all ${pods.length} pods are there`);
});

test('pods whose peers do not come in time fail the training', async () => {
  // No node has this accelerator, so only the parameter server starts.
  apply(manifestOf(NAMESPACE, chart => new PinterestTrainingJob(chart, 'alone', {
    container: { image: 'registry.example.com/trainer-torch:1.0.0', command: ['true'] },
    framework: TrainingFramework.tensorflow({ workers: 1, parameterServers: 1 }),
    accelerator: Accelerator.of('example.com/none', 1),
    peerPatience: Duration.seconds(5),
  })));
  const job = await eventually('its Job to fail', 90, () => jobsOf('alone').find(each => condition(each, 'Failed')));
  expect(condition(job, 'Failed').reason).toBe('PodFailurePolicy');
  expect(job.metadata.name).toMatch(/-ps$/);
  kubectl(['delete', 'jobs', '-n', NAMESPACE, '-l', 'app.kubernetes.io/name=alone', '--wait=false']);
});

describe('a pod is lost', () => {
  const lost = ['ddp', 'elastic', 'mirrored', 'servers'];

  beforeAll(async () => {
    await Promise.all(NAMES.map(name => completed(name, 240)));
    // On a busy machine the test sees seconds late how far they are: they must not have ended by then.
    apply(trainings(lost, { steps: 500, secondsPerStep: 0.1 }));
  });

  /** Lets it train for a while, then deletes a worker. */
  async function lose(name: string, index: number, after: number): Promise<number> {
    const pods = podsOf(name);
    const step = await eventually(`${name} to be at step ${after}`, 180, () => {
      const now = pods.step(CONTAINERS[name]);
      return now >= after && now;
    });
    const victim = pods.all.find(({ metadata: { labels, annotations }, status }) => labels['pinterest.com/role'] === 'worker' &&
      annotations['batch.kubernetes.io/job-completion-index'] === `${index}` && status.phase === 'Running');
    // The first process of a container ignores SIGTERM by default: it is killed a second later.
    kubectl(['delete', 'pod', victim.metadata.name, '-n', NAMESPACE, '--grace-period=1', '--wait=false']);
    return step;
  }

  test('trainings go on from their checkpoints and converge', async () => {
    await Promise.all(lost.map(async name => {
      const step = await lose(name, name === 'servers' ? 0 : 1, 220);
      // The pod where the others meet.
      if (name === 'elastic') await lose(name, 0, 260);
      const seconds = await completed(name, 300);
      const [endings, starts] = [podsOf(name).endings(CONTAINERS[name]), podsOf(name).starts(CONTAINERS[name])];
      console.log(`${name} on ${serverVersion()}: lost a pod at step ${step}, starts at ${starts.join(', ')}, `
        + `loss ${endings[0].loss}, ${seconds} s`);
      for (const ending of endings) expect(ending).toMatchObject({ step: 500, weights: endings[0].weights });
      expect(endings[0].loss).toBeLessThan(1e-4);
      // The pod that served them all is not affected.
      if (name !== 'servers') expect(Math.max(...starts)).toBeGreaterThanOrEqual(name === 'elastic' ? 260 : 220);
      expect(Math.min(...starts)).toBeGreaterThanOrEqual(200);
    }));
  });
});

afterAll(() => console.log(`trainings on ${serverVersion()}: ${Math.round((Date.now() - started) / 1000)} s`));
