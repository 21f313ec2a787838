import { spawnSync } from 'node:child_process';
import { readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { freshFolder } from './synth';

const ROOT = join(__dirname, '..');

/** The code of the first block in TypeScript after a heading. */
function codeAfter(heading: string, file: string): string {
  const [, text] = readFileSync(join(ROOT, file), 'utf8').split(`\n## ${heading}\n`);
  return /^```ts\n([^]*?)^```/m.exec(text)![1];
}

/** Runs code as a team does that has installed the library. */
function run(code: string, ...flags: string[]) {
  const folder = freshFolder();
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  writeFileSync(join(folder, 'code.ts'), code);
  const env = { ...process.env, TSX_TSCONFIG_PATH: join(ROOT, 'examples/tsconfig.json') };
  return spawnSync('node', ['--import', 'tsx', ...flags, 'code.ts'], { cwd: folder, encoding: 'utf8', env });
}

test('the test of a component in docs/components.md passes', () => {
  const { stdout } = run(codeAfter('How to test a component', 'docs/components.md'), '--test', '--test-reporter=tap');
  expect(stdout).toMatch(/^# pass 3$/m);
  expect(stdout).toMatch(/^# fail 0$/m);
}, 30000);

test('what docs/output.md shows of a plan prints what it says', () => {
  const { stdout } = run(`
    import { PinterestApp, PinterestChart, PinterestService } from 'cdk8s-pinterest';
    import { Cluster, ClusterStage, KubernetesVersion, Platform } from 'cdk8s-pinterest/platform';
    const cluster = new Cluster({ name: 'prod-east', environment: 'prod', version: KubernetesVersion.V1_37 });
    const app = new PinterestApp({ platform: new Platform({ clusters: [cluster] }) });
    const owner = { team: 'boards', contact: 'boards@example.com' };
    const chart = new PinterestChart(new ClusterStage(app, cluster), 'pinboard', { owner });
    new PinterestService(chart, 'api', { container: { image: 'registry.example.com/api:1' } });
    ${codeAfter('Looking before writing', 'docs/output.md')}
    try {
      JSON.stringify(app.plan());
    } catch (error) {
      console.log(String(error).split('\\n')[0]);
    }
  `);
  expect(stdout).toContain('\nprod-east/pinboard.k8s.yaml Deployment api prod-east/pinboard/api/deployment\n');
  expect(stdout).toContain('TypeError: Converting circular structure to JSON');
}, 30000);

/** All code in TypeScript of a page. */
function blocksOf(file: string): string[] {
  return [...readFileSync(join(ROOT, file), 'utf8').matchAll(/^```ts\n([^]*?)^```/gm)].map(([, code]) => code);
}

test('what docs/ports.md shows is right, on a cluster with identity', () => {
  const { stdout, stderr } = run(`
    import {
      Caller, Egress, EgressPeer, Exposure, PinterestApp, PinterestChart, PinterestService, PinterestStatefulSet, Port,
      PortAccess, PortProxy, ServiceType,
    } from 'cdk8s-pinterest';
    import { Cluster, ClusterStage, IdentityProvider, KubernetesVersion, Platform, TrustBundle } from 'cdk8s-pinterest/platform';
    const trust = TrustBundle.configMap({ name: 'mesh-authorities' });
    const cluster = new Cluster({
      name: 'prod-east', environment: 'prod', version: KubernetesVersion.V1_37,
      identity: IdentityProvider.certManager({ issuer: 'mesh', trust, trustDomain: 'example.com' }),
      ingress: { className: 'public', namespace: 'ingress' },
    });
    const app = new PinterestApp({ platform: new Platform({ clusters: [cluster] }) });
    const owner = { team: 'boards', contact: 'boards@example.com' };
    const chart = new PinterestChart(new ClusterStage(app, cluster), 'pinboard', { owner });
    ${blocksOf('docs/ports.md').map(code => `{\n${code}\n}`).join('\n')}
    const { problems, files } = app.plan();
    console.log(problems.map(({ message }) => message).join('\\n') || files.map(({ path }) => path).join());
  `);
  expect(stderr).toBe('');
  expect(stdout).toBe('prod-east/pinboard.k8s.yaml\n');
}, 30000);
