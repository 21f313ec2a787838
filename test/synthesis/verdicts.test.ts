import * as fs from 'node:fs';
import * as path from 'node:path';
import { ApiObject, JsonPatch } from 'cdk8s';
import { PinterestApp, PinterestChart, PinterestService } from 'cdk8s-pinterest';
import { Cluster, ClusterStage, KubernetesVersion, Platform } from 'cdk8s-pinterest/platform';
import { EnvValue } from 'cdk8s-plus-27';
import { CONTAINER, freshFolder, OWNER } from '../synth';

/* With a program that says what the documents tell it to say. */

const FAKE = path.join(__dirname, '../verdict/fake-verdict.js');
let asked: string;
const before = { ...process.env };

beforeEach(() => {
  const folder = freshFolder();
  for (const version of ['1.27', '1.37']) fs.symlinkSync(FAKE, path.join(folder, `verdict-${version}`));
  asked = path.join(folder, 'asked');
  Object.assign(process.env, { CDK8S_PINTEREST_VERDICT: folder, XDG_CACHE_HOME: freshFolder(), ASKED: asked });
});
afterEach(() => { process.env = { ...before }; });

const says = (verdict: object) => ({ says: JSON.stringify(verdict) });

interface World {
  readonly versions?: string[];
  readonly outdir?: string;
  readonly build?: (chart: PinterestChart) => void;
}

function appOf({ versions = ['1.37'], outdir = freshFolder(), build }: World): PinterestApp {
  const clusters = versions.map(version => new Cluster({
    name: `on-${version.replace('.', '-')}`, environment: 'prod', version: KubernetesVersion.of(version),
  }));
  const app = new PinterestApp({ outdir, platform: new Platform({ clusters }) });
  for (const cluster of clusters) build?.(new PinterestChart(new ClusterStage(app, cluster), 'web', { owner: OWNER }));
  return app;
}

const thing = (annotations: Record<string, string>, spec: unknown = {}) => (chart: PinterestChart) => {
  new ApiObject(chart, 'thing', { apiVersion: 'v1', kind: 'Thing', metadata: { name: 'thing', annotations }, spec });
};

/** The documents that a program was given since the last look. */
function given(): any[] {
  const lines = fs.existsSync(asked) ? fs.readFileSync(asked, 'utf8').split('\n').filter(line => line !== '') : [];
  fs.rmSync(asked, { force: true });
  return lines.map(line => JSON.parse(line));
}

test('a refusal is a problem of its object, with field, value, the words of the server, and a fix; nothing is written', () => {
  const refusals = [
    { field: 'spec.ports[0].port', message: 'Invalid value: 99999: must be between 1 and 65535, inclusive' },
    { field: 'spec.names[name="b"].of', message: 'Required value' }, { message: 'is too odd' },
  ];
  const spec = { ports: [{ port: 99999 }], names: [{ name: 'a' }, { name: 'b', of: 7 }] };
  const app = appOf({ build: thing(says({ refusals }), spec) });
  const refused = 'is refused by Kubernetes 1.37:';
  expect(() => app.synth()).toThrow(`Validation failed with the following errors:
  [on-1-37/web/thing] spec.ports[0].port = 99999: ${refused} ${refusals[0].message}. Correct it.
  [on-1-37/web/thing] spec.names[name="b"].of = 7: ${refused} Required value. Write it.
  [on-1-37/web/thing] object: ${refused} is too odd. Correct it.`);
  expect(fs.readdirSync(app.outdir)).toEqual([]);
  expect(app.plan().problems).toHaveLength(3);
});

test('a warning is said, and the files are written', () => {
  const app = appOf({ build: thing(says({ warnings: ['this will go'], pods: undefined })) });
  expect(app.plan().warnings.map(({ path: at, message }) => `${at}: ${message}`))
    .toEqual(['on-1-37/web/thing: Kubernetes 1.37 warns: this will go']);
});

test('pods that the namespace would refuse are a problem of what makes them', () => {
  const app = appOf({ build: thing(says({ pods: ['violates PodSecurity "restricted:latest": runAsNonRoot != true'] })) });
  expect(app.plan().problems.map(({ message }) => message)).toEqual([
    'spec.template: makes pods that Kubernetes 1.37 refuses: '
    + 'violates PodSecurity "restricted:latest": runAsNonRoot != true. Correct it.',
  ]);
});

test.each([
  ['spec.strategy', 'It was made by the kind PinterestService from your properties: correct those, or'],
  ['spec.template.spec.containers[0].image', 'You wrote it, as image of the container "app": correct that.'],
  ['spec.template.spec.containers[name="app"].env[name="SIZE"].value', 'You wrote it, as envVariables of the container "app"'],
  ['spec.template.spec.containers[name="app"].env[name="PLATFORM_SERVICE"].valueFrom', 'made by the component environment'],
  ['spec.template.spec.containers[7].image', 'It was made by the kind PinterestService'],
])('%s: %s', (field, fix) => {
  const build = (chart: PinterestChart) => {
    const container = { ...CONTAINER, envVariables: { SIZE: EnvValue.fromValue('1') } };
    const { deployment } = new PinterestService(chart, 'api', { container });
    deployment.metadata.addAnnotation('says', JSON.stringify({ refusals: [{ field, message: 'no' }] }));
  };
  expect(appOf({ build }).plan().problems.map(({ message }) => message)).toEqual([expect.stringContaining(fix)]);
});

test('of a patch of the pod, or of a container, it is said that it comes from there', () => {
  const fields = ['hostnme', 'containers[0].imagePulPolicy', 'containers[0].image'].map(field => `spec.template.spec.${field}`);
  const build = (chart: PinterestChart) => {
    const { deployment, pod } = new PinterestService(chart, 'api', { container: CONTAINER });
    deployment.metadata.addAnnotation('says', JSON.stringify({ refusals: fields.map(field => ({ field, message: 'no' })) }));
    pod.patch(JsonPatch.add('/hostnme', 'a'));
    pod.patchContainer('app', JsonPatch.add('/imagePulPolicy', 'Always'));
  };
  expect(appOf({ build }).plan().problems.map(({ message }) => message)).toEqual([
    expect.stringMatching(/It comes from your patch "add \/hostnme" of the pod: correct that\.$/),
    expect.stringMatching(/It comes from your patch "add \/imagePulPolicy" of the pod: correct that\.$/),
    expect.stringMatching(/You wrote it, as image of the container "app": correct that\.$/),
  ]);
});

test('each cluster\'s documents go to the program of its version; what all are judged by goes first', () => {
  const build = (chart: PinterestChart) => {
    thing({})(chart);
    new ApiObject(chart, 'last', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'web' } });
  };
  appOf({ versions: ['1.27', '1.37'], build }).plan();
  expect(given().map(({ kind }) => kind)).toEqual(['Namespace', 'Thing', 'Namespace', 'Namespace', 'Thing', 'Namespace']);
});

test('only files that have changed are judged again, and all if what they are judged by has', () => {
  const outdir = freshFolder();
  const build = (size: number, labels = {}) => appOf({
    outdir,
    build: chart => {
      thing({}, { size })(chart);
      new ApiObject(chart, 'namespace', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'web', labels } });
      const inner = new PinterestChart(chart, 'inner', { owner: OWNER });
      new ApiObject(inner, 'other', { apiVersion: 'v1', kind: 'Other', metadata: { name: 'other' } });
    },
  });
  const kindsOf = (app: PinterestApp) => {
    app.synth();
    return given().map(({ kind }) => kind).sort();
  };
  expect(kindsOf(build(1))).toEqual(['Namespace', 'Namespace', 'Other', 'Thing']);
  expect(kindsOf(build(1))).toEqual([]);
  expect(kindsOf(build(2))).toEqual(['Namespace', 'Namespace', 'Thing']);
  expect(kindsOf(build(2, { level: 'restricted' }))).toEqual(['Namespace', 'Namespace', 'Other', 'Thing']);
});

test('what was refused or warned of is judged again', () => {
  const outdir = freshFolder();
  for (const verdict of [{ refusals: [{ message: 'no' }] }, { warnings: ['hm'] }]) {
    for (let n = 0; n < 2; n++) {
      appOf({ outdir, build: thing(says(verdict)) }).plan();
      expect(given()).toHaveLength(1);
    }
  }
});

test('a synth says in one line which versions were not asked', () => {
  const folder = process.env.CDK8S_PINTEREST_VERDICT = freshFolder();
  const stderr = jest.spyOn(process.stderr, 'write').mockImplementation(() => true);
  appOf({ versions: ['1.27', '1.37'], build: thing({}) }).synth();
  const lines = stderr.mock.calls.map(([text]) => text);
  stderr.mockRestore();
  expect(lines.slice(1)).toEqual([
    `Kubernetes 1.27 and 1.37 itself was not asked: CDK8S_PINTEREST_VERDICT = ${folder} has no verdict-1.27 and no verdict-1.37 `
    + '(docs/verdict.md).\n',
  ]);
});

test('of a patch of the object itself it is said that it comes from there', () => {
  const refusals = [{ field: 'spec.grace', message: 'unknown field "spec.grace"' }, { field: 'spec.strategy', message: 'no' }];
  const build = (chart: PinterestChart) => {
    const { deployment } = new PinterestService(chart, 'api', { container: CONTAINER });
    deployment.metadata.addAnnotation('says', JSON.stringify({ refusals }));
    deployment.addJsonPatch(JsonPatch.add('/spec/grace', 5));
  };
  expect(appOf({ build }).plan().problems.map(({ message }) => message)).toEqual([
    'spec.grace = 5: is refused by Kubernetes 1.37: unknown field. It comes from a patch of this object: correct that.',
    expect.stringContaining('spec.strategy'),
  ]);
});

test('a program that fails is named, and nothing is written', () => {
  process.env.FAILS = 'out of luck';
  const app = appOf({ build: thing({}) });
  expect(() => app.synth()).toThrow(/^The program that asks Kubernetes 1\.37, .*verdict-1\.37, has failed \(2\): out of luck$/);
  expect(fs.readdirSync(app.outdir)).toEqual([]);
});

test('of an app with problems of its own Kubernetes is not asked', () => {
  const app = appOf({
    build: chart => {
      new PinterestService(chart, 'api', { container: { ...CONTAINER, image: '' } });
    },
  });
  expect(app.plan().problems).not.toEqual([]);
  expect(given()).toEqual([]);
});
