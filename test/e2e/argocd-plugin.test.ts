import { ChildProcess, spawn, spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { load, loadAll } from 'js-yaml';
import { HAS_ARGO_CD, REFRESH } from './argocd';
import { apply, createNamespace, eventually, get, kubectl } from './kubectl';
import { bundle } from '../../frontend/scripts/bundle';

/*
 * The real Argo CD renders YAML of a repository by the plugin, as examples/yaml/argocd sets it up. Its server of plugins runs
 * here as a process: ARGOCD_CMP_SERVER is the program argocd-cmp-server, and ARGOCD_PLUGINS the folder in which the repo server
 * looks for sockets. Without these it is left out.
 */

const { ARGOCD_CMP_SERVER, ARGOCD_PLUGINS } = process.env;
const CAN_RUN = HAS_ARGO_CD && ARGOCD_CMP_SERVER !== undefined && ARGOCD_PLUGINS !== undefined;
if (!CAN_RUN) console.log('ARGOCD_CMP_SERVER or ARGOCD_PLUGINS is not set: the plugin is not tested');

const EXAMPLE = path.join(__dirname, '../../examples/yaml');
const GOLDEN = path.join(__dirname, '../../examples/storefront/golden/staging/storefront.k8s.yaml');
const NAME = 'yaml-plugin';
const NAMESPACE = 'storefront';

const keyOf = ({ kind, metadata: { name } }: any) => `${kind} ${name}`;

(CAN_RUN ? describe : describe.skip)('Argo CD with the plugin', () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'plugin-'));
  const repository = path.join(folder, 'repository');
  const marker = path.join(folder, 'was-run');
  let server: ChildProcess;

  function git(...args: string[]): string {
    const who = ['-c', 'user.name=e2e', '-c', 'user.email=e2e@example.com'];
    const { status, stdout, stderr } = spawnSync('git', [...who, ...args], { cwd: repository, encoding: 'utf8' });
    if (status !== 0) throw new Error(`git ${args.join(' ')}: ${stderr}`);
    return stdout.trim();
  }

  function commit(files: Record<string, string>): string {
    for (const [file, text] of Object.entries(files)) {
      fs.mkdirSync(path.dirname(path.join(repository, file)), { recursive: true });
      fs.writeFileSync(path.join(repository, file), text);
    }
    git('add', '--all', '--force');
    git('commit', '--quiet', '--message', 'a change');
    return git('rev-parse', 'HEAD');
  }

  const example = (file: string) => fs.readFileSync(path.join(EXAMPLE, 'storefront', file), 'utf8');

  function application(): any {
    kubectl(['-n', 'argocd', 'annotate', 'application', NAME, `${REFRESH}=normal`, '--overwrite']);
    return get('application', NAME, '-n', 'argocd');
  }

  async function synced(revision: string): Promise<void> {
    await eventually(`a sync of ${revision}`, 180, () => {
      const { sync, operationState } = application().status ?? {};
      return sync?.status === 'Synced' && sync.revision === revision && operationState?.phase === 'Succeeded';
    });
  }

  beforeAll(() => {
    // As the image of the sidecar has it.
    const programs = path.join(folder, 'bin');
    fs.mkdirSync(programs);
    bundle(path.join(programs, 'pinterest-yaml'));
    fs.chmodSync(path.join(programs, 'pinterest-yaml'), 0o755);
    fs.mkdirSync(path.join(folder, 'config'));
    fs.copyFileSync(path.join(EXAMPLE, 'argocd/plugin.yaml'), path.join(folder, 'config/plugin.yaml'));
    fs.cpSync(path.join(EXAMPLE, 'storefront/platform'), path.join(folder, 'platform'), { recursive: true });
    const log = fs.openSync(path.join(folder, 'log'), 'w');
    server = spawn(ARGOCD_CMP_SERVER!, ['--config-dir-path', path.join(folder, 'config')], {
      argv0: 'argocd-cmp-server',
      stdio: ['ignore', log, log],
      env: {
        ...process.env,
        PATH: `${programs}:${process.env.PATH}`,
        ARGOCD_PLUGINSOCKFILEPATH: ARGOCD_PLUGINS,
        ARGOCD_CMP_WORKDIR: folder,
        PINTEREST_YAML_PLATFORM: path.join(folder, 'platform'),
      },
    });
    fs.mkdirSync(repository);
    git('init', '--quiet', '--initial-branch=main');
    createNamespace(NAMESPACE);
  });

  afterAll(() => {
    kubectl(['-n', 'argocd', 'delete', 'application', NAME, '--ignore-not-found', '--wait=false']);
    kubectl(['delete', 'namespace', NAMESPACE, '--wait=false']);
    // It waits long for those that call it.
    server.kill('SIGKILL');
    fs.rmSync(folder, { recursive: true, force: true });
  });

  test('applies what the example gives in TypeScript', async () => {
    const revision = commit({ 'app.yaml': example('app.yaml'), 'storefront.yaml': example('storefront.yaml') });
    const { spec, ...rest } = load(fs.readFileSync(path.join(EXAMPLE, 'argocd/application.yaml'), 'utf8')) as any;
    apply(JSON.stringify({
      ...rest,
      metadata: { name: NAME, namespace: 'argocd' },
      spec: {
        ...spec,
        source: {
          ...spec.source,
          repoURL: `file://${repository}`,
          plugin: { ...spec.source.plugin, env: [{ name: 'CLUSTER', value: 'staging' }] },
        },
        destination: { server: 'https://kubernetes.default.svc' },
      },
    }));
    await synced(revision);
    const golden = (loadAll(fs.readFileSync(GOLDEN, 'utf8')) as any[]).map(keyOf).sort();
    expect(application().status.resources.map(({ kind, name }: any) => `${kind} ${name}`).sort()).toEqual(golden);
    expect(get('deployment', 'frontend', '-n', NAMESPACE).spec.template.spec.containers[0].image).toBe(
      'registry.example.com/storefront:1.0.0',
    );
  }, 240_000);

  test('applies a change of the YAML', async () => {
    const revision = commit({
      'storefront.yaml': example('storefront.yaml').replace('scaling: {fixed: 1}', 'scaling: {fixed: 2}'),
    });
    await synced(revision);
    expect(get('deployment', 'load', '-n', NAMESPACE).spec.replicas).toBe(2);
  }, 240_000);

  test('tells a mistake with its line, and leaves what runs as it is', async () => {
    commit({ 'storefront.yaml': example('storefront.yaml').replace('between: [2, 10]', 'betwen: [2, 10]') });
    const message = await eventually('the mistake', 120, () => (
      application().status?.conditions?.map((each: any) => each.message).find((text: string) => text.includes('betwen'))
    ));
    expect(message).toMatch(/storefront\.yaml:\d+:13: spec\.scaling\.betwen: is no function of Scaling\. Did you mean between\?/);
    expect(get('deployment', 'load', '-n', NAMESPACE).spec.replicas).toBe(2);
  }, 240_000);

  test('runs no program of the repository', async () => {
    const evil = `require('node:fs').writeFileSync(${JSON.stringify(marker)}, ''); exports.programFor = () => undefined;`;
    const packages = [
      'platform',
      ...['', '-1.27', '-1.37'].map(each => `node_modules/cdk8s-pinterest-verdict${each}`),
      'node_modules/cdk8s-pinterest',
    ];
    const revision = commit({
      'storefront.yaml': example('storefront.yaml').replace('scaling: {fixed: 1}', 'scaling: {fixed: 3}'),
      ...Object.fromEntries(packages.map(each => [`${each}/index.js`, evil])),
    });
    await synced(revision);
    expect(get('deployment', 'load', '-n', NAMESPACE).spec.replicas).toBe(3);
    expect(fs.existsSync(marker)).toBe(false);
  }, 240_000);
});
