import { JsonPatch } from 'cdk8s';
import { Gang, PinterestService, PinterestTrainingJob, PodPlan, TrainingFramework } from 'cdk8s-pinterest';
import { BARE, Built, CONTAINER } from '../synth';

const errors = (change: (pod: PodPlan) => void) => new Built(chart => {
  change(new PinterestService(chart, 'api', { container: { image: 'x:1', portNumber: 8080, args: ['a', 'b'] } }).pod);
  new PinterestService(chart, 'other', { container: CONTAINER, priorityClassName: 'A B' });
}, BARE).errors.filter(line => !line.startsWith('[chart/other]'));
const FIX = 'It is added by the user. Patch what is there, or add what it is in first.';
const container = (operation: JsonPatch) => errors(pod => pod.patchContainer('app', operation));

test.each<[string, () => string[], string | RegExp]>([
  ['without its parent', () => errors(pod => pod.patch(JsonPatch.add('/tolerations/-', { operator: 'Exists' }))),
    /^\[chart\/api\] pod\.patch = "add \/tolerations\/-": does not fit: there is no "\/tolerations", and there are service/],
  ['of a container, without its parent', () => container(JsonPatch.add('/resources/limits/cpu', '1')),
    '[chart/api] pod.patchContainer("app") = "add /resources/limits/cpu": does not fit: there is no "/resources/limits", '
      + `and in "/resources" are requests. ${FIX}`],
  ['that removes what is not there', () => container(JsonPatch.remove('/tty')),
    /"remove \/tty": does not fit: there is no "\/tty", and /],
  ['that replaces what is not there', () => container(JsonPatch.replace('/args/2', 'c')),
    '[chart/api] pod.patchContainer("app") = "replace /args/2": does not fit: there is no "/args/2", '
      + `and in "/args" are 2 items. ${FIX}`],
  ['behind the end of a list', () => container(JsonPatch.add('/args/3', 'd')),
    /there is no "\/args\/3", and in "\/args" are 2 items/],
  ['into a text', () => container(JsonPatch.add('/image/tag', '1')), /there is no "\/image\/tag", and "\/image" is a string/],
  ['of what is nowhere to be moved', () => container(JsonPatch.move('/nope', '/tty')), /there is no "\/nope"/],
  ['that tests in vain', () => container(JsonPatch.test('/image', 'y:1')), /"test \/image": does not fit: Test operation failed/],
  ['of everything', () => container(JsonPatch.add('', {})), /"add ": does not fit: its path is the whole of it/],
  ['without a slash', () => container(JsonPatch.add('tty', true)), /"add tty": does not fit: its path must begin with "\/"/],
])('a patch %s is told with the other problems, and with what is there', (_, find, line) => {
  expect(find()).toEqual([typeof line === 'string' ? line : expect.stringMatching(line)]);
});

test('patches that fit build upon each other', () => {
  expect(errors(pod => {
    pod.patch(JsonPatch.add('/tolerations', []), JsonPatch.add('/tolerations/-', { operator: 'Exists' }));
    pod.patchContainer('app', JsonPatch.add('/args/2', 'c'), JsonPatch.replace('/args/2', 'd'), JsonPatch.remove('/args/0'));
  })).toEqual([]);
});

test('a failing patch on a training with a PodGroup is told once', () => {
  for (const gang of [Gang.volcano(), Gang.coscheduling()]) {
    const built = new Built(chart => new PinterestTrainingJob(chart, 'ddp', {
      container: { image: 'x:1', command: ['train'] }, framework: TrainingFramework.pytorch({ nodes: 2 }), gang,
    }).pod.patch(JsonPatch.add('/a/b', 1)), BARE);
    expect(built.errors).toEqual([expect.stringMatching(/^\[chart\/ddp\] pod\.patch = "add \/a\/b": does not fit: there is no /)]);
  }
});
