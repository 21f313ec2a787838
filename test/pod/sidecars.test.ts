import { PinterestJobSet, ScratchFolder, Shards, SidecarOptions } from 'cdk8s-pinterest';
import { EnvValue } from 'cdk8s-plus-27';
import { api, BARE, Built, complaints, CONTAINER, named, VERSIONS } from '../synth';

const IMAGE = 'registry.example.com/agent:1';
const CONFIG = { files: { 'app.yaml': 'a: 1' }, env: { LOG_LEVEL: 'info' } };

function withSidecar(options: Partial<SidecarOptions>, version = '1.37') {
  const shop = api({ config: CONFIG }, { ...BARE, version });
  shop.services.api.pod.addSidecar('agent', { container: { image: IMAGE }, ...options });
  expect(complaints(() => shop.write())).toEqual([]);
  return shop;
}

test.each(VERSIONS)('on %s a sidecar has the configuration of the workload, if it wants to', version => {
  const shop = withSidecar({ config: true, container: { image: IMAGE, envVariables: { A: EnvValue.fromValue('b') } } }, version);
  const [app, agent] = [shop.container('app'), shop.container('agent')];
  expect(agent.envFrom).toEqual(app.envFrom);
  expect(agent.volumeMounts).toEqual(app.volumeMounts);
  expect(agent.env).toEqual([{ name: 'A', value: 'b' }]);
  expect(withSidecar({}, version).container('agent')).not.toHaveProperty('envFrom');
});

test('who has mounted the configuration there is told', () => {
  const { pod, podItems } = withSidecar({ config: true }).services.api;
  expect(pod).toBeDefined();
  const item = podItems.find(each => each.container === 'agent' && each.name === '/etc/app')!;
  expect(`${item.origin}`).toBe('the kind PinterestService');
});

test('an init container has it, too', () => {
  const shop = api({ config: CONFIG }, BARE);
  shop.services.api.pod.addInitContainer('prepare', { container: { image: IMAGE }, config: true });
  expect(shop.container('prepare').envFrom).toEqual(shop.container('app').envFrom);
});

test('in a job with files of each shard it has those of its shard', () => {
  const built = new Built(chart => {
    const jobs = new PinterestJobSet(chart, 'index', {
      container: { image: IMAGE }, shards: Shards.count(2), config: { files: { part: '{{shard}}' } },
    });
    jobs.pod.addSidecar('agent', { container: { image: IMAGE }, config: true });
    return jobs;
  });
  const { containers, initContainers } = built.one('Job').spec.template.spec;
  const [app, agent] = [named(containers, 'app'), named(initContainers, 'agent')];
  expect(agent.volumeMounts).toEqual(app.volumeMounts.filter(({ name }: any) => name === 'config'));
  expect(agent.env).toEqual([named(app.env, 'SHARD')]);
});

test.each(VERSIONS)('on %s a sidecar runs as 10001, as whom it says, or as its image does', version => {
  const context = (options: Partial<SidecarOptions>) => {
    const { runAsUser, runAsGroup, runAsNonRoot } = withSidecar(options, version).container('agent').securityContext;
    return { runAsUser, runAsGroup, runAsNonRoot };
  };
  expect(context({})).toEqual({ runAsUser: 10001, runAsGroup: 10001, runAsNonRoot: true });
  expect(context({ container: { image: IMAGE, securityContext: { user: 65532 } } }))
    .toEqual({ runAsUser: 65532, runAsGroup: 10001, runAsNonRoot: true });
  expect(context({ keepImageUser: true })).toEqual({ runAsNonRoot: true });
});

test('what is no boolean is refused', () => {
  const shop = api({ container: CONTAINER }, BARE);
  shop.services.api.pod.addSidecar('agent', { container: { image: IMAGE }, config: 'yes', keepImageUser: 1 } as any);
  expect(complaints(() => shop.write())).toEqual([
    '[chart/api] pod.containers["agent"].config = "yes": must be true or false, and is a string. '
      + 'Write true or false without quotes.',
    '[chart/api] pod.containers["agent"].keepImageUser = 1: must be true or false, and is a number. '
      + 'Write true or false without quotes.',
  ]);
});

test.each<[string, Partial<SidecarOptions>, string]>([
  ['its mounts', { mounts: [{ volume: 'scratch-tmp', path: '/x' }, { volume: 'scratch-tmp', path: '/x/' }] }, '/x'],
  ['the configuration', { config: true, mounts: [{ volume: 'scratch-tmp', path: '/etc/api' }] }, '/etc/api'],
])('a path of a sidecar is mounted once: %s', (_, options, path) => {
  const shop = api({ config: { ...CONFIG, mountPath: '/etc/api' }, scratch: [ScratchFolder.disk('/tmp')] }, BARE);
  shop.services.api.pod.addSidecar('agent', { container: { image: IMAGE }, ...options });
  expect(complaints(() => shop.write())).toEqual([
    `[chart/api] pod.containers["agent"].mounts = "${path}": is mounted twice. Choose another path.`,
  ]);
});
