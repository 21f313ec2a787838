import { brief } from '../judged';
import { ago, event, podWith, READY, service, snapshot } from '../objects';

describe('refusals', () => {
  test.each([
    [
      'a quota',
      'pods "x" is forbidden: exceeded quota: full, requested: pods=1, used: pods=3, limited: pods=3',
      'person quota: The quota full of the namespace shop is full: requested: pods=1, used: pods=3, limited: pods=3.',
    ],
    [
      'Pod Security',
      'pods "x" is forbidden: violates PodSecurity "restricted:latest": host namespaces (hostNetwork=true)',
      'person pod-security: The namespace takes no such pod, by its Pod Security standard restricted:latest: host '
        + 'namespaces (hostNetwork=true).',
    ],
    [
      'a namespace that is being deleted',
      'pods "x" is forbidden: unable to create new content in namespace shop because it is being terminated',
      'person namespace-ending: The namespace shop is being deleted, and takes no new pods.',
    ],
    [
      'a webhook',
      'admission webhook "a.example.com" denied the request: unsigned',
      'person webhook-refuses: The admission webhook a.example.com refuses the pods: unsigned',
    ],
    [
      'a webhook that is away',
      'Internal error occurred: failed calling webhook "a.example.com": failed to call webhook: Post "https://a/": no endpoints',
      'person webhook-away: The admission webhook a.example.com does not answer, so no pod is let in: Post "https://a/": no '
        + 'endpoints.',
    ],
    [
      'an admission policy',
      "pods \"x\" is forbidden: ValidatingAdmissionPolicy 'pod-claims.platform' with binding 'b' denied request: not its path",
      'person policy-refuses: The admission policy pod-claims.platform refuses the pods: not its path',
    ],
  ])('by %s, which only the events of a replica set show', (_, message, found) => {
    const parts = service('api', { revisions: [[]] });
    expect(
      brief(snapshot({ ...parts, events: [event('ReplicaSet', 'api-0', 'FailedCreate', `Error creating: ${message}`)] }))
        .split('\n')
        .slice(1),
    ).toEqual([found]);
  });

  test('a refusal that is over is not told', () => {
    const ready = podWith(READY);
    const parts = service('api', { revisions: [[ready, ready]] });
    expect(brief(snapshot({ ...parts, events: [event('ReplicaSet', 'api-0', 'FailedCreate', 'exceeded quota: full, x')] }))).toBe(
      'ready: 2 of 2 pods ready',
    );
  });

  test("without the events, the deployment's condition tells", () => {
    const conditions = [
      {
        type: 'ReplicaFailure',
        status: 'True',
        message: 'exceeded quota: full, requested: pods=1',
        lastTransitionTime: ago(100),
      },
    ];
    expect(brief(snapshot(service('api', { revisions: [[]], conditions })))).toContain('person quota');
  });
});
