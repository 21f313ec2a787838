import { App, Chart } from 'cdk8s';
import { Run } from '../../../lib/kinds/batch/run';
import { Gang } from '../../../lib/kinds/training/gang';
import { PodPlan } from '../../../lib/pod/pod-plan';
import { RUN_NAME } from '../../../lib/resources/names';

/** The object for the gang scheduler, and the annotations and labels of the pods. */
function group(gang: Gang) {
  const [chart, pod] = [new Chart(new App(), 'chart'), new PodPlan()];
  const run = new Run('ranker', 63);
  gang._group(run, chart, {}, pod, 3);
  const { labels, annotations } = pod._read();
  const text = JSON.stringify({ objects: chart.toJson(), labels, annotations });
  // The hash is tested with the run.
  return JSON.parse(text.replaceAll(RUN_NAME, run.name).replaceAll(run.name, 'this-run'));
}

test('Kueue reads a label of the job', () => {
  expect(Gang.kueue('models')).toMatchObject({
    jobLabels: { 'kueue.x-k8s.io/queue-name': 'models' }, schedulerName: undefined, _oneJobOnly: true,
  });
  expect(group(Gang.kueue('models'))).toEqual({ objects: [], labels: {}, annotations: {} });
});

test('Volcano reads a PodGroup of the run, named by an annotation of the pods', () => {
  expect(Gang.volcano()).toMatchObject({ jobLabels: {}, schedulerName: 'volcano', _oneJobOnly: false });
  expect(group(Gang.volcano({ queue: 'models' }))).toEqual({
    objects: [{
      apiVersion: 'scheduling.volcano.sh/v1beta1',
      kind: 'PodGroup',
      metadata: { name: 'this-run' },
      spec: { minMember: 3, queue: 'models' },
    }],
    labels: {}, annotations: { 'scheduling.k8s.io/group-name': 'this-run' },
  });
  expect(group(Gang.volcano()).objects[0].spec).toEqual({ minMember: 3 });
});

test('the coscheduling plugin reads a PodGroup of the run, named by a label of the pods', () => {
  expect(Gang.coscheduling().schedulerName).toBe('scheduler-plugins-scheduler');
  expect(Gang.coscheduling({ schedulerName: 'gangs' }).schedulerName).toBe('gangs');
  expect(group(Gang.coscheduling())).toEqual({
    objects: [{
      apiVersion: 'scheduling.x-k8s.io/v1alpha1', kind: 'PodGroup', metadata: { name: 'this-run' }, spec: { minMember: 3 },
    }],
    labels: { 'scheduling.x-k8s.io/pod-group': 'this-run' }, annotations: {},
  });
});
