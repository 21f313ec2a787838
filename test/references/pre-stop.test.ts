import { deployment, judged } from './documents';

const stopping = (preStop: object, pod?: object) => judged(deployment('api', { lifecycle: { preStop } }, pod));
const running = (...command: string[]) => stopping({ exec: { command } });

test.each([
  [['sleep', '30']],
  [['/bin/sleep', '1m']],
  [['sh', '-c', 'sleep 30']],
  [['/bin/sh', '-c', 'echo "ending"; sleep 20 && sleep 10; nginx -s quit'.replace(/"/g, '')]],
  [['sleep', 'infinity']],
])('a hook that sleeps as long as the pod may take to end is refused: %j', command => {
  expect(running(...command)).toHaveLength(1);
});

test.each([
  [['sleep', '29']],
  [['sh', '-c', 'nginx -s quit; sleep 60']],
  [['sh', '-c', 'if test -f /busy; then sleep 60; fi']],
  [['sh', '-c', 'sleep 60 & wait']],
  [['sh', '-c', 'sleep $SECONDS']],
  [['drain', 'sleep 60']],
  [[]],
])('a hook that ends in time, or of which nobody can tell, is not: %j', command => {
  expect(running(...command)).toEqual([]);
});

test('the message says how long, and what to write', () => {
  expect(stopping({ sleep: { seconds: 60 } }, { terminationGracePeriodSeconds: 60 })).toEqual([
    'error Deployment spec.template.spec.containers[0].lifecycle.preStop.sleep.seconds = "60 s": sleeps as long as the pod may '
    + 'take to end, 60 s, or longer, so that the container is killed without SIGTERM. '
    + 'Say terminationGracePeriodSeconds: 90, or sleep less.',
  ]);
  expect(stopping({ sleep: { seconds: 59 } }, { terminationGracePeriodSeconds: 60 })).toEqual([]);
});
