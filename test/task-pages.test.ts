import { spawnSync } from 'node:child_process';
import { readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { freshFolder } from './synth';

const ROOT = join(__dirname, '..');

/** What each page's programs must have written, one after the other. */
const PAGES: Record<string, string[][]> = {
  'docs/permissions.md': [
    ['kind: Role\n', 'kind: RoleBinding', 'automountServiceAccountToken: true'],
    ['automountServiceAccountToken: true'],
    ['serviceAccountName: deployer', 'automountServiceAccountToken: true', 'automountServiceAccountToken: false'],
  ],
  'docs/migration.md': [
    ['name: shop-web', 'serviceName: shop-db-headless', 'pinterest.com/plaintext: http 8080/TCP until 2026-12-31', 'port: 15432'],
    ['name: shop-side'],
  ],
  'docs/calls.md': [[
    'value: http://127.0.0.1:16000', 'name: CATALOG_ADDRESS', 'value: 127.0.0.1:16002', 'name: PAYMENTS_URL', 'callee.lua: |',
  ]],
  'docs/health.md': [['service: boards.v1.Ranking', 'path: /started', 'value: api.example.com', '- pg_isready']],
  'docs/scaling.md': [['kind: HorizontalPodAutoscaler', 'name: queue_length', 'selectPolicy: Max', 'kind: ScaledObject']],
  'docs/jobs-before.md': [['argocd.argoproj.io/sync-wave: "-1"', 'argocd.argoproj.io/sync-wave: "-2"', 'kind: Job']],
  'docs/daemons.md': [['kind: DaemonSet', 'hostNetwork: true', 'mountPropagation: HostToContainer', '- operator: Exists']],
  'docs/gitops.md': [[
    'name: boards\n', 'name: legacy\n', 'name: web\n', 'pod-security.kubernetes.io/enforce: baseline', '/sets/boards',
  ]],
  'docs/configuration.md': [['{{namespace}} {{service}}', 'instance_name = grafana on local, and {{service}} is text']],
};

const programs = Object.entries(PAGES).flatMap(([page, expected]) => {
  const blocks = [...readFileSync(join(ROOT, page), 'utf8').matchAll(/^```ts\n([^]*?)^```/gm)].map(([, code]) => code);
  test(`each program of ${page} is known here`, () => expect(blocks).toHaveLength(expected.length));
  return blocks.map((code, n) => ({ name: `${page.replace(/\W+/g, '-')}-${n + 1}`, code, expected: expected[n] ?? [] }));
});

const folder = freshFolder();
for (const { name, code } of programs) writeFileSync(join(folder, `${name}.ts`), code);
symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({
  extends: join(ROOT, 'test/tsconfig.json'), include: ['*.ts'], compilerOptions: { rootDir: '/', types: ['node'] },
}));

const run = (...args: string[]) => spawnSync('node', args, {
  cwd: folder, encoding: 'utf8', env: { ...process.env, TSX_TSCONFIG_PATH: join(ROOT, 'examples/tsconfig.json') },
});

test('the programs of these pages compile', () => {
  expect(run(join(ROOT, 'node_modules/typescript/bin/tsc'), '--noEmit', '-p', '.').stdout).toBe('');
}, 120_000);

test.each(programs)('$name writes what its page says', ({ name, expected }) => {
  const { stdout, stderr } = run('--import', 'tsx', `${name}.ts`);
  expect(stderr).toMatch(/^((Kubernetes \S+ itself was not asked|warning): .*\n)*$/);
  for (const text of expected) expect(stdout).toContain(text);
}, 60_000);
