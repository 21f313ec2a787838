import { App, Chart, Lazy } from 'cdk8s';
import { PinterestApp } from 'cdk8s-pinterest';
import { Run } from '../../../lib/kinds/batch/run';
import { RUN_NAME } from '../../../lib/resources/names';
import { freshFolder } from '../../synth';

const JOB = { apiVersion: 'batch/v1', kind: 'Job' };
const chart = () => new Chart(new App(), 'chart');

test('the run\'s name stands wherever it is asked for, in each of its objects', () => {
  const run = new Run('train', 55);
  const scope = chart();
  run.object(scope, 'a', { ...JOB, spec: { template: { hosts: [`${RUN_NAME}-worker-0`] } } }, '-chief');
  run.object(scope, 'b', { ...JOB, spec: { template: { label: RUN_NAME } } }, '-worker');
  const [a, b] = scope.toJson();
  expect(a.metadata.name).toBe(`${run.name}-chief`);
  expect(a.spec.template.hosts).toEqual([`${run.name}-worker-0`]);
  expect(b.metadata.name).toBe(`${run.name}-worker`);
  expect(b.spec.template.label).toBe(run.name);
});

test('objects of a run that belong together are called by what is in all of them', () => {
  const name = (second: string) => {
    const run = new Run('train', 55);
    const scope = chart();
    run.object(scope, 'a', { ...JOB, spec: { template: 'same' } });
    run.object(scope, 'b', { ...JOB, spec: { template: second } });
    return run.name;
  };
  expect(name('x')).toBe(name('x'));
  expect(name('x')).not.toBe(name('y'));
});

test('the name follows what is said later, and the object\'s own property does, too', () => {
  let image = 'one';
  const run = new Run('job', 55);
  const job = run.object(chart(), 'a', { ...JOB, spec: Lazy.any({ produce: () => ({ template: image }) }) });
  const before = job.name;
  image = 'two';
  expect(job.name).not.toBe(before);
  expect(job.toJson().metadata.name).toBe(job.name);
});

test('fields that a Job lets be changed do not count', () => {
  const name = (spec: object) => {
    const run = new Run('job', 55);
    run.object(chart(), 'a', { ...JOB, spec: { template: 'x', ...spec } });
    return run.name;
  };
  expect(name({ parallelism: 1, backoffLimit: 2, suspend: true, activeDeadlineSeconds: 3, ttlSecondsAfterFinished: 4 }))
    .toBe(name({}));
  expect(name({ completions: 2 })).not.toBe(name({}));
});

test('a name has at most the length that is left for it', () => {
  const run = new Run('x'.repeat(63), 40);
  run.object(chart(), 'a', { ...JOB, spec: {} });
  expect(run.name).toHaveLength(40);
});

test('a synth renders each object of a run once, however many there are', () => {
  const app = new PinterestApp({ outdir: freshFolder() });
  const scope = new Chart(app, 'chart');
  const run = new Run('train', 55);
  let rendered = 0;
  const produce = () => {
    rendered += 1;
    return { template: 'same' };
  };
  for (let n = 0; n < 50; n++) run.object(scope, `${n}`, { ...JOB, spec: Lazy.any({ produce }) }, `-${n}`);
  app.synth();
  expect(rendered).toBe(50);
  app.synth();
  expect(rendered).toBe(100);
});

test('an error of its content is told as it is, by each of its objects', () => {
  const run = new Run('train', 55);
  const scope = chart();
  const fails = Lazy.any({ produce: () => { throw new Error('no template yet'); } });
  const jobs = ['a', 'b'].map(id => run.object(scope, id, { ...JOB, spec: fails }, `-${id}`));
  for (const job of jobs) {
    expect(() => job.toJson()).toThrow('no template yet');
    expect(() => job.toJson()).not.toThrow('call stack');
  }
  expect(() => scope.toJson()).toThrow('no template yet');
});
