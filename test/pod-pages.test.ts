import { spawnSync } from 'node:child_process';
import { readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadAll } from 'js-yaml';
import { freshFolder, named } from './synth';

const ROOT = join(__dirname, '..');

/** The documents that the program of a page prints, for a team that has installed the library. */
function printedBy(page: string): any[] {
  const folder = freshFolder();
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  const [, code] = /^```ts\n([^]*?)^```/m.exec(readFileSync(join(ROOT, 'docs', page), 'utf8'))!;
  writeFileSync(join(folder, 'code.ts'), code);
  const env = { ...process.env, TSX_TSCONFIG_PATH: join(ROOT, 'examples/tsconfig.json') };
  const { stdout, stderr } = spawnSync('node', ['--import', 'tsx', 'code.ts'], { cwd: folder, encoding: 'utf8', env });
  expect(stderr).toMatch(/^(Kubernetes \S+ itself was not asked: .*\n)?$/);
  return loadAll(stdout);
}

const podOf = (documents: any[], name: string) => (
  documents.find(each => each.kind === 'Deployment' && each.metadata.name === name).spec.template.spec
);

test('docs/pods.md', () => {
  expect(podOf(printedBy('pods.md'), 'model')).toMatchObject({
    securityContext: { fsGroup: 2000 },
    imagePullSecrets: [{ name: 'registry' }],
    volumes: [{ emptyDir: { sizeLimit: '2Gi' } }, { emptyDir: { medium: 'Memory', sizeLimit: '1Gi' } }],
    containers: [{ securityContext: { runAsUser: 1000, runAsGroup: 1000 }, resources: { limits: { 'nvidia.com/gpu': '1' } } }],
  });
}, 30000);

test('docs/placement.md', () => {
  const documents = printedBy('placement.md');
  expect(podOf(documents, 'model')).toMatchObject({
    nodeSelector: { 'node.example.com/pool': 'gpu' }, tolerations: [{ key: 'node.example.com/gpu', effect: 'NoSchedule' }],
  });
  expect(podOf(documents, 'cache').affinity).toHaveProperty('podAffinity');
}, 30000);

test('docs/volumes.md', () => {
  const documents = printedBy('volumes.md');
  expect(documents.find(({ kind }) => kind === 'PersistentVolumeClaim').metadata.name).toBe('wiki-data');
  expect(named(podOf(documents, 'wiki').volumes, 'login').projected.sources).toHaveLength(2);
  const backup = documents.find(({ kind }) => kind === 'CronJob').spec.jobTemplate.spec.template.spec;
  expect(named(backup.volumes, 'data').persistentVolumeClaim).toEqual({ claimName: 'wiki-data', readOnly: true });
}, 30000);

test('docs/sidecars.md', () => {
  const { initContainers } = podOf(printedBy('sidecars.md'), 'search');
  expect(named(initContainers, 'reindex').volumeMounts.map(({ mountPath }: any) => mountPath)).toEqual(['/etc/app', '/index']);
  expect(named(initContainers, 'warm').volumeMounts).toEqual([{ name: 'index', mountPath: '/index' }]);
}, 30000);
