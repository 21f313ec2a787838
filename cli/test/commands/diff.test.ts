import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { freshFolder } from '../../../test/synth';
import { Outcome } from '../../lib/outcome';
import { FakeKubectl } from '../cluster/fake-kubectl';
import { answerOf, EXAMPLES, expectGolden, pinterest } from '../pinterest';

/** Each runs two programs, which takes its time on a busy machine. */
jest.setTimeout(120_000);

const ROOT = path.join(__dirname, '../../..');
/** Golden texts do not say what a program would add to the table. */
const env = { CDK8S_PINTEREST_VERDICT: freshFolder() };

/** A repository with some of the examples, and one commit. */
class Repository {
  public readonly folder = freshFolder();

  constructor(...examples: string[]) {
    for (const example of examples) {
      fs.cpSync(path.join(EXAMPLES, example), path.join(this.folder, example), {
        recursive: true,
        filter: file => !/golden|dist/.test(file),
      });
    }
    fs.symlinkSync(path.join(ROOT, 'node_modules'), path.join(this.folder, 'node_modules'));
    fs.writeFileSync(path.join(this.folder, '.gitignore'), 'node_modules\n');
    this.git('init', '--quiet');
    this.commit();
  }

  public in(example: string): string {
    return path.join(this.folder, example);
  }

  /** Replaces text that is in a file once. */
  public change(file: string, from: string, to: string): void {
    const name = path.join(this.folder, file);
    const parts = fs.readFileSync(name, 'utf8').split(from);
    expect([file, from, parts.length]).toEqual([file, from, 2]);
    fs.writeFileSync(name, parts.join(to));
  }

  public commit(): void {
    this.git('add', '--all');
    this.git('commit', '--quiet', '--message', 'a commit');
  }

  public git(...args: string[]): string {
    const who = ['-c', 'user.name=test', '-c', 'user.email=test@example.com'];
    const { status, stdout, stderr } = spawnSync('git', [...who, ...args], { cwd: this.folder, encoding: 'utf8' });
    if (status !== 0) throw new Error(stderr);
    return stdout.trim();
  }
}

const steady = (text: string) => text.replace(/\([0-9a-f]{8}\)/g, '(COMMIT)');

describe('diff', () => {
  const CASES: [string, ...[file: string, from: string, to: string][]][] = [
    ['quickstart', ['main.ts', 'hello:1.0.0', 'hello:1.1.0']],
    ['pinboard', ['pinboard.ts', "LOG_LEVEL: 'info'", "LOG_LEVEL: 'debug'"], ['pinboard.ts', 'between(3, 30)', 'between(4, 40)']],
    ['storefront', ['platform.ts', "environment: 'prod',\n  region: 'us-east-1'", "environment: 'prod',\n  region: 'us-west-2'"]],
    ['batch', ['pins.ts', 'parallelism: 8', 'parallelism: 16'], ['pins.ts', "this, 'report'", "this, 'weekly'"]],
    ['data', ['postgres.ts', 'Size.gibibytes(10)', 'Size.gibibytes(20)']],
    ['training', ['training.ts', 'nodes: 2, minNodes: 1', 'nodes: 3, minNodes: 1']],
    [
      'platform',
      ['teams.ts', 'Scaling.fixed(2)', 'Scaling.fixed(3)'],
      ['teams.ts', 'channel: Channel.CANARY', 'channel: Channel.STABLE'],
    ],
  ];

  test.each(CASES)('tells what a change of the example %s does', async (example, ...changes) => {
    const repository = new Repository(example);
    for (const [file, from, to] of changes) repository.change(`${example}/${file}`, from, to);
    const { outcome, out, err } = await pinterest(['diff'], { directory: repository.in(example), env });
    expect([outcome, err]).toEqual([Outcome.FOUND, '']);
    expectGolden(`diff/${example}.txt`, steady(out));
  });

  test('finds nothing where nothing differs, and leaves the repository as it is', async () => {
    const repository = new Repository('quickstart');
    fs.writeFileSync(path.join(repository.folder, 'staged'), '');
    repository.git('add', 'staged');
    const status = repository.git('status', '--porcelain');
    const { outcome, out } = await pinterest(['diff'], { directory: repository.in('quickstart'), env });
    expect(outcome).toBe(Outcome.FINE);
    expect(out).toMatch(/^Against HEAD \([0-9a-f]{8}\): no difference\.\n/);
    expect(repository.git('status', '--porcelain')).toBe(status);
    expect(repository.git('worktree', 'list').split('\n')).toHaveLength(1);
  });

  test('says the same to programs', async () => {
    const repository = new Repository('pinboard');
    repository.change('pinboard/pinboard.ts', 'between(3, 30)', 'between(3, 60)');
    const { workloads, restarts, objects, resources, callers } = await answerOf(['diff'], {
      directory: repository.in('pinboard'),
      env,
    });
    expect(workloads[0]).toMatchObject({
      change: 'changed', cluster: 'staging', namespace: 'pinboard', name: 'api',
      properties: [{
        path: 'scaling.max', before: 30, after: 60, place: { file: 'pinboard.ts', line: 39 },
        written: { path: 'scaling', after: 'Scaling.between(3, 60).onCpu(60)' },
      }],
    });
    expect(restarts).toEqual([]);
    expect(objects.map(({ kind, fields }: any) => [kind, fields[0].path])).toEqual(
      Array(2).fill(['HorizontalPodAutoscaler', 'spec.maxReplicas']),
    );
    expect(resources.objects[0]).toMatchObject({ before: { pods: { min: 3, max: 30 } }, after: { pods: { min: 3, max: 60 } } });
    // No caller notices more pods.
    expect(callers).toEqual([]);
  });

  test('tells a workload in another chart from a new one, and one that is gone with all that it had', async () => {
    const repository = new Repository('quickstart');
    const directory = repository.in('quickstart');
    repository.change('quickstart/main.ts', "(app, 'hello'", "(app, 'greetings'");
    const moved = await answerOf(['diff'], { directory, env });
    expect(moved.workloads).toMatchObject([{ change: 'moved', name: 'hello', from: { path: 'hello/hello' } }]);
    expect(new Set(moved.objects.map(({ change }: any) => change))).toEqual(new Set(['moved']));
    expect(moved.restarts).toEqual([]);

    repository.git('checkout', '.');
    fs.writeFileSync(
      path.join(directory, 'main.ts'),
      "import { PinterestApp } from 'cdk8s-pinterest';\nnew PinterestApp().synth();\n",
    );
    const gone = await answerOf(['diff'], { directory, env });
    expect(gone.workloads).toMatchObject([{ change: 'gone', name: 'hello', place: { file: 'main.ts', line: 7 } }]);
    expect(gone.objects.every(({ change }: any) => change === 'gone')).toBe(true);
    expect(gone.restarts).toMatchObject([{ effect: 'end', object: { kind: 'Deployment' } }]);
  });

  test('against a revision at which there was no project yet, everything is new', async () => {
    const repository = new Repository('pinboard');
    fs.cpSync(path.join(EXAMPLES, 'quickstart'), repository.in('quickstart'), { recursive: true });
    const { outcome, out } = await pinterest(['diff', '--output', 'markdown'], { directory: repository.in('quickstart'), env });
    expect(outcome).toBe(Outcome.FOUND);
    expectGolden('diff/new.md', steady(out));
  });

  test('says where the packages of the revision were others', async () => {
    const repository = new Repository('quickstart');
    fs.writeFileSync(path.join(repository.in('quickstart'), 'package.json'), '{}');
    repository.commit();
    fs.writeFileSync(path.join(repository.in('quickstart'), 'package.json'), '{"name": "x"}');
    const { notes } = await answerOf(['diff', '--revision', 'HEAD'], { directory: repository.in('quickstart'), env });
    expect(notes[0]).toBe(
      'These differ, and both sides were run with the packages that are installed now: quickstart/package.json.',
    );
  });

  test('says what it could not do, and what to do about it', async () => {
    const repository = new Repository('quickstart');
    const directory = repository.in('quickstart');
    const unknown = await pinterest(['diff', '--revision', '--output=x'], { directory, env });
    expect([unknown.outcome, unknown.err]).toEqual([
      Outcome.COULD_NOT,
      expect.stringContaining('The repository has no revision "--output=x".'),
    ]);
    const outside = freshFolder();
    fs.writeFileSync(path.join(outside, 'cdk8s.yaml'), 'app: "true"\n');
    expect((await pinterest(['diff'], { directory: outside, env })).err).toContain('is in no git repository.');
    repository.change('quickstart/main.ts', 'portNumber: 8080', 'portNumber: 99999');
    const wrong = await pinterest(['diff'], { directory, env });
    expect(wrong.err).toMatch(/The app has problems: \[hello\/hello\] container\.portNumber = 99999/);
  });

  test('against a cluster needs to know which of the clusters of the app it is', async () => {
    const directory = path.join(EXAMPLES, 'pinboard');
    const kubectl = path.join(freshFolder(), 'kubectl');
    fs.writeFileSync(kubectl, '#!/bin/sh\necho \'{"major": "1", "minor": "37"}\'\n', { mode: 0o755 });
    const { outcome, err } = await pinterest(['diff', '--against', 'cluster'], { directory, env: { ...env, KUBECTL: kubectl } });
    expect(outcome).toBe(Outcome.COULD_NOT);
    expect(err).toContain("Say which of the app's clusters it is: --cluster staging, or --cluster prod-east.");
    const away = await pinterest(['diff', '--against', 'cluster'], { directory, env: { ...env, KUBECTL: '/no/kubectl' } });
    expect(away.err).toContain('The cluster cannot be reached: /no/kubectl cannot be run');
  });

  describe('against a cluster', () => {
    const live = (kind: string, apiVersion: string, name: string, namespace = 'default') => ({
      apiVersion, kind,
      metadata: {
        name, namespace,
        labels: { 'app.kubernetes.io/managed-by': 'cdk8s-pinterest', 'pinterest.com/team': 'boards' },
        managedFields: [{ manager: 'kubectl', operation: 'Apply', fieldsV1: { 'f:spec': {} } }],
      },
    });
    const items = [live('Deployment', 'apps/v1', 'hello'), live('Service', 'v1', 'hello'), live('Service', 'v1', 'other', 'far')];
    const fake = new FakeKubectl({
      '/version': { out: '{"major": "1", "minor": "37"}' },
      'jsonpath={..namespace}': { out: 'default' },
      'wide': { out: 'deployments  apps/v1  true  Deployment  get,list\nservices  v1  true  Service  get,list' },
      '--show-managed-fields': { out: JSON.stringify({ kind: 'List', items }) },
    });
    afterAll(() => fake.remove());
    const against = (repository: Repository, ...more: string[]) => pinterest(['diff', '--against', 'cluster', ...more], {
      directory: repository.in('quickstart'), env: { ...env, KUBECTL: fake.program },
    });
    const program = "import { PinterestApp } from 'cdk8s-pinterest';\nnew PinterestApp().synth();\n";

    test('an app that has lost all that it had differs, by its last commit, or by a revision', async () => {
      const repository = new Repository('quickstart');
      fs.writeFileSync(path.join(repository.in('quickstart'), 'main.ts'), program);
      const since = await against(repository);
      expect([since.outcome, since.err]).toEqual([Outcome.FOUND, '']);
      expectGolden('diff/all-gone.txt', steady(since.out));

      repository.commit();
      const unknown = await against(repository);
      expect(unknown.outcome).toBe(Outcome.COULD_NOT);
      expect(unknown.out).toMatch(/no difference in what could be read.*\nNote: The app has nothing for this cluster/);
      const named = await against(repository, '--revision', 'HEAD~1');
      expect(named.outcome).toBe(Outcome.FOUND);
      expect(named.out).toContain('- local/default/Deployment hello');
      expect(named.out).not.toContain('other');
    });

    test('configuration of an app without a platform is told beside what it takes the place of', async () => {
      const before = live('ConfigMap', 'v1', 'hello-env-1a2b3c4d');
      Object.assign(before.metadata.labels, { 'pinterest.com/reclaim': 'when-unnamed' });
      const kubectl = new FakeKubectl({
        '/version': { out: '{"major": "1", "minor": "37"}' },
        'jsonpath={..namespace}': { out: 'default' },
        'wide': { out: 'configmaps  v1  true  ConfigMap  get,list\ndeployments  apps/v1  true  Deployment  get,list' },
        '--show-managed-fields': { out: JSON.stringify({ kind: 'List', items: [before, items[0]] }) },
      });
      const repository = new Repository('quickstart');
      repository.change('quickstart/main.ts', '  container: {', "  config: { env: { LEVEL: 'info' } },\n  container: {");
      const { out } = await pinterest(['diff', '--against', 'cluster'], {
        directory: repository.in('quickstart'), env: { ...env, KUBECTL: kubectl.program },
      });
      kubectl.remove();
      expect(out).toMatch(/> local\/default\/ConfigMap hello-env-\w+\n +in place of hello-env-1a2b3c4d\n/);
    });
  });
});
