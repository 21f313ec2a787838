import { inPod } from '../judged';
import { event, podWith, waiting } from '../objects';

test('a configuration that lacks a key', () => {
  expect(inPod(podWith(waiting('CreateContainerConfigError', "couldn't find key absent in ConfigMap shop/settings")))).toEqual([
    'person key-missing: The ConfigMap shop/settings has no key absent, from which the container app gets a variable.',
  ]);
});

describe('volumes', () => {
  test('the reason is told, also when the kubelet last said only that it waits', () => {
    const [reason, waits] = [
      event('Pod', 'api-0-0', 'FailedMount', 'MountVolume.SetUp failed for volume "a" : secret "nowhere" not found', 60),
      event('Pod', 'api-0-0', 'FailedMount', 'Unable to attach or mount volumes: unmounted volumes=[credentials]: timed out', 5),
    ];
    expect(inPod(podWith(waiting('ContainerCreating')), { events: [reason, waits] }))
      .toEqual(['person source-missing: There is no Secret nowhere, which is a volume of the pod.']);
  });
});
