import { about, inPod } from '../judged';
import { ago, podWith, waiting } from '../objects';

describe('images', () => {
  const pull = (message: string) => podWith(waiting('ImagePullBackOff', `Back-off pulling image "x": ErrImagePull: ${message}`));
  const image = 'registry.example.com/api:1';

  test.each([
    [
      'does not exist',
      'failed to resolve reference "x": x: not found',
      `person image-missing: The image ${image} does not exist in its registry.`,
    ],
    [
      'is refused',
      'failed to fetch oauth token: unexpected status: 401 Unauthorized',
      `person registry-refuses: The registry does not let the cluster fetch the image ${image}: the pod has no imagePullSecrets.`,
    ],
    [
      'cannot be asked for',
      'dial tcp: lookup registry.example.com: no such host',
      `person registry-away: The image ${image} cannot be fetched: its registry cannot be reached from the nodes.`
        + ' (dial tcp: lookup registry.example.com: no such host)',
    ],
  ])('one that %s', (_, message, found) => {
    expect(inPod(pull(message))).toEqual([found]);
  });

  test.each([
    ['ghcr.io/acme/toomanyrequests:1', 'repository%3Aacme%2Ftoomanyrequests%3Apull: 403 Forbidden', 'registry-refuses'],
    ['ghcr.io/acme/tls-eof:404', 'https://ghcr.io/v2/acme/tls-eof/manifests/404: 403 Forbidden', 'registry-refuses'],
    ['ghcr.io/acme/denied:401', 'unexpected status from HEAD https://ghcr.io/v2/acme/denied/manifests/401: 404 Not Found', 'image-missing'],
    ['toomanyrequests', 'docker.io/library/toomanyrequests:latest: not found', 'image-missing'],
    ['not', 'docker.io/library/not:latest: not found', 'image-missing'],
  ])('what %s is called makes no other failure of it, and no other party', (image_, message, cause) => {
    const pod = pull(message);
    const [container] = pod.spec!.containers;
    const named = { ...pod, spec: { ...pod.spec!, containers: [{ ...container, image: image_ }] } };
    expect(inPod(named)[0].split(' ')[1]).toBe(`${cause}:`);
  });

  test('the same failure of two tries is told alike, whatever ports they had', () => {
    const told = (port: number) => inPod(podWith(waiting(
      'ImagePullBackOff', `lookup registry.example.com on 10.96.0.10:53: read udp 10.0.0.1:${port}->10.96.0.10:53: i/o timeout`,
    )));
    expect(told(40001)).toEqual(told(40002));
  });

  test('a registry that has just been away is asked again', () => {
    const [found] = inPod(podWith(waiting('ErrImagePull', 'dial tcp: i/o timeout'), { startTime: ago(20) as never }));
    expect(found).toMatch(/^itself registry-away/);
  });

  test('the Secret for the registry is not there', () => {
    const message = 'Unable to retrieve some image pull secrets (nowhere); attempting to pull the image may not succeed.';
    expect(inPod(pull('401 Unauthorized'), about('FailedToRetrieveImagePullSecret', message))).toEqual([
      `person registry-secret-missing: The image ${image} cannot be fetched: the namespace has no Secret nowhere for its `
        + 'registry.',
    ]);
  });

  test('where the status says only back-off, the event has the reason', () => {
    const said = about(
      'Failed',
      'Failed to pull image "x": rpc error: code = NotFound desc = failed to pull and unpack: x: not found',
    );
    expect(inPod(podWith(waiting('ImagePullBackOff', 'Back-off pulling image "x"')), said)[0]).toMatch(/^person image-missing/);
  });

  test('one for other processors is there, whatever the runtime says of it', () => {
    const found = inPod(pull('failed to pull and unpack image "x": no match for platform in manifest: not found'));
    expect(found).toEqual([`person wrong-processor: The image ${image} is not for the processor of the node node-1.`]);
  });

  test('a registry that has had too many requests can be reached', () => {
    const message = 'failed to copy: httpReadSeeker: failed open: unexpected status code '
      + 'https://registry-1.docker.io/v2/library/nginx/manifests/sha256:'
      + `${'401'.padEnd(64, '0')}: 429 Too Many Requests - Server message: toomanyrequests: You have reached your `
      + 'unauthenticated pull rate limit.';
    expect(inPod(pull(message))[0]).toMatch(/^person registry-limits: The registry lets the cluster fetch no more for now/);
  });

  test('a number in a digest, or a word in a name, says nothing', () => {
    const digest = `sha256:${'403'.padEnd(64, 'a')}`;
    expect(inPod(pull(`failed to resolve ${digest}: dial tcp: i/o timeout`))[0]).toMatch(/^person registry-away/);
    const named = podWith(
      waiting('ImagePullBackOff', 'Back-off pulling image "x": ErrImagePull: failed to pull r/denied:1: not found'), {},
      { containers: [{ name: 'app', image: 'r/denied:1' }] },
    );
    expect(inPod(named)[0]).toMatch(/^person image-missing/);
  });
});
