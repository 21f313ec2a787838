import { execFileSync } from 'node:child_process';
import * as crypto from 'node:crypto';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { ApiObject, JsonPatch } from 'cdk8s';
import { PinterestApp, PinterestChart, PinterestService } from 'cdk8s-pinterest';
import { EnvValue } from 'cdk8s-plus-27';
import { appOf, given, says, thing, withFakePrograms } from './fake-programs';
import { LIMITS } from '../../lib/verdict/ask';
import { CONTAINER, freshFolder, OWNER } from '../synth';

/* With a program that says what the documents tell it to say. */

jest.mock('node:os', () => {
  const actual = jest.requireActual<typeof os>('node:os');
  return { ...actual, homedir: jest.fn(actual.homedir), tmpdir: jest.fn(actual.tmpdir) };
});

withFakePrograms();

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

const POLICY = 'ValidatingAdmissionPolicy';

/** A policy with a parameter by that reference, and two ConfigMaps, in an order that is of no use. */
const withPolicy = (paramRef: object, annotations: Record<string, string> = {}) => (chart: PinterestChart) => {
  const object = (kind: string, name: string, more: object = {}) => {
    new ApiObject(chart, `${kind}-${name}`, { apiVersion: 'v1', kind, metadata: { name, annotations }, ...more });
  };
  object('ConfigMap', 'most');
  object('ConfigMap', 'other');
  object(`${POLICY}Binding`, 'few', { spec: { policyName: 'few', paramRef } });
  object(POLICY, 'few', { spec: { paramKind: { apiVersion: 'v1', kind: 'ConfigMap' } } });
  object('Namespace', 'web');
  object('CustomResourceDefinition', 'things');
};

test.each<[string, object, string[]]>([
  ['by its name', { name: 'most' }, ['most']],
  ['by labels', { selector: { matchLabels: { a: 'b' } } }, ['most', 'other']],
])('all are judged by definitions, namespaces, policies and their parameters, %s, wherever those are', (_, paramRef, names) => {
  appOf({ build: withPolicy(paramRef) }).plan();
  expect(given().slice(0, -6).map(({ kind, metadata: { name } }) => `${kind} ${name}`)).toEqual([
    'CustomResourceDefinition things', 'Namespace web', `${POLICY} few`, `${POLICY}Binding few`,
    ...names.map(name => `ConfigMap ${name}`),
  ]);
});

test('of a policy whose parameter is not in the app it is said once that it was not asked', () => {
  const unasked = ['a', 'b'].map(name => ({ policy: 'few', parameter: `ConfigMap "${name}"` }));
  const app = appOf({ build: withPolicy({ name: 'most' }, says({ unasked })) });
  expect(app.plan().problems).toEqual([]);
  expect(app.plan().warnings.map(({ path: at, message }) => `${at}: ${message}`)).toEqual([
    `on-1-37/web/${POLICY}-few: Kubernetes 1.37 cannot tell what this policy refuses: `
    + 'its parameter is not in the app: ConfigMap "a".',
  ]);
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

test.each([
  ['fails', { FAILS: 'out of luck' }, 'it ended with 2: out of luck'],
  ['ends without a word', { ENDS: '1' }, 'it has answered for 0 of 2 documents, and broken off'],
  ['prints something else', { PRINTS: 'Usage:\u001b[2J' }, 'what it prints is no verdict: "Usage:\\u001b[2J"'],
  ['says what is no text', { PRINTS: '{"line":1,"warnings":[7]}' }, 'what it prints is no verdict: '],
  ['answers for others', { PRINTS: '{"line":7}' }, 'it answers for document 7 of 2'],
])('a program that %s is named, nothing is written, and nothing is held to be right', (_, variables, reason) => {
  const outdir = freshFolder();
  Object.assign(process.env, variables);
  const app = appOf({ outdir, build: thing({}) });
  expect(() => app.synth()).toThrow(
    `the program that asks Kubernetes 1.37 has failed: ${reason}`,
  );
  expect(fs.readdirSync(app.outdir)).toEqual([]);
  for (const name of Object.keys(variables)) delete process.env[name];
  given();
  appOf({ outdir, build: thing({}) }).synth();
  expect(given()).toHaveLength(1);
});

test('a program that may not be run, or hangs, is named', () => {
  const folder = process.env.CDK8S_PINTEREST_VERDICT!;
  fs.rmSync(path.join(folder, 'verdict-1.37'));
  fs.writeFileSync(path.join(folder, 'verdict-1.37'), '#!/bin/sh\nsleep 60', { mode: 0o644 });
  expect(appOf({ build: thing({}) }).plan().problems[0].message).toContain('EACCES');
  fs.chmodSync(path.join(folder, 'verdict-1.37'), 0o755);
  const { wait } = LIMITS;
  LIMITS.wait = 200;
  try {
    expect(appOf({ build: thing({}) }).plan().problems[0].message).toContain('ETIMEDOUT');
  } finally {
    LIMITS.wait = wait;
  }
});

test('an item of a List is judged as if it were alone, and the others are judged by it', () => {
  const item = (kind: string, more: object) => ({ apiVersion: 'v1', kind, ...more });
  const build = (chart: PinterestChart) => {
    const annotations = says({ refusals: [{ field: 'data.size', message: 'must be text' }] });
    new ApiObject(chart, 'all', {
      apiVersion: 'v1',
      kind: 'List',
      items: [
        item('ConfigMap', { metadata: { name: 'sizes', annotations }, data: { size: 7 } }),
        item('Namespace', { metadata: { name: 'web' } }),
        item('SecretList', { items: [{ metadata: { name: 'typeless' } }] }),
        undefined,
      ],
    });
  };
  expect(appOf({ build }).plan().problems.map(({ message }) => message)).toEqual([
    'items[0].data.size = 7: is refused by Kubernetes 1.37: must be text. Correct it.',
  ]);
  expect(given().map(each => each?.kind ?? 'nothing')).toEqual(['Namespace', 'ConfigMap', 'Namespace', 'Secret', 'nothing']);
});

test('an object whose kind is no text is judged like any other', () => {
  for (const kind of [7, null] as any[]) {
    appOf({ build: chart => { new ApiObject(chart, 'x', { apiVersion: 'v1', kind }); } }).plan();
  }
  expect(given()).toHaveLength(2);
});

test('what is in a Secret is not told', () => {
  const build = (chart: PinterestChart) => {
    new ApiObject(chart, 'keys', {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: 'keys', annotations: says({ refusals: [{ field: 'data[bad key]', message: 'no' }] }) },
      data: { 'bad key': 'aHVudGVyMg==' },
    });
  };
  expect(appOf({ build }).plan().problems.map(({ message }) => message)).toEqual([
    'data[bad key]: is refused by Kubernetes 1.37: no. Correct it.',
  ]);
});

test('whatever the server says is told on one line, without what a terminal would act on', () => {
  const odd = 'compilation failed:\n | self.a\n | ^\u001b[31m.';
  const build = thing(says({ refusals: [{ field: '<nil>', message: odd }], warnings: [odd] }));
  const plan = appOf({ build }).plan();
  const told = 'compilation failed: | self.a | ^\\u001b[31m';
  expect(plan.problems.map(({ message }) => message)).toEqual([
    `object: is refused by Kubernetes 1.37: ${told}. Correct it.`,
  ]);
  expect(plan.warnings.map(({ message }) => message)).toEqual([`Kubernetes 1.37 warns: ${told}`]);
});

test('a version that a definition of the app does not serve is refused, one of others\' kinds is let through', () => {
  const build = (chart: PinterestChart) => {
    for (const group of ['mine.example.com', 'other.example.com']) {
      const annotations = says({ unjudged: 'nobody serves it' });
      new ApiObject(chart, group, { apiVersion: `${group}/v2`, kind: 'Box', metadata: { name: 'box', annotations } });
    }
    new ApiObject(chart, 'definition', {
      apiVersion: 'apiextensions.k8s.io/v1',
      kind: 'CustomResourceDefinition',
      metadata: { name: 'boxes.mine.example.com' },
      spec: {
        group: 'mine.example.com', names: { kind: 'Box' }, versions: [{ name: 'v1' }, { name: 'v2', served: false }, null],
      },
    });
  };
  expect(appOf({ build }).plan().problems.map(({ path: at, message }) => `${at} ${message}`)).toEqual([
    'on-1-37/web/mine.example.com apiVersion = "mine.example.com/v2": is refused by Kubernetes 1.37: no matches for this kind: '
    + 'its CustomResourceDefinition in the app does not serve this version. Correct it.',
  ]);
});

test.each([
  ['a folder in its place', (file: string) => fs.mkdirSync(file)],
  ['a pipe', (file: string) => execFileSync('mkfifo', [file])],
  ['random bytes', (file: string) => fs.writeFileSync(file, crypto.randomBytes(1000))],
  ['a link to nowhere', (file: string) => fs.symlinkSync('/nowhere/at-all', file)],
])('with %s, instead of what was remembered, all is judged anew', (_, put) => {
  const outdir = freshFolder();
  appOf({ outdir, build: thing({}) }).synth();
  const folder = path.join(process.env.XDG_CACHE_HOME!, 'cdk8s-pinterest');
  const [name] = fs.readdirSync(folder);
  fs.rmSync(path.join(folder, name));
  put(path.join(folder, name));
  given();
  appOf({ outdir, build: thing({}) }).synth();
  expect(given()).toHaveLength(1);
  expect(fs.readdirSync(folder)).toEqual([name]);
});

test('a user without a home is no problem', () => {
  delete process.env.XDG_CACHE_HOME;
  jest.mocked(os.homedir).mockImplementationOnce(() => { throw new Error('uv_os_homedir returned ENOENT'); });
  appOf({ build: thing({}) }).synth();
  expect(given()).toHaveLength(1);
});

test('another definition beside the program has all judged again', () => {
  const outdir = freshFolder();
  appOf({ outdir, build: thing({}) }).synth();
  fs.mkdirSync(path.join(process.env.CDK8S_PINTEREST_VERDICT!, 'definitions'));
  fs.writeFileSync(path.join(process.env.CDK8S_PINTEREST_VERDICT!, 'definitions', 'a_B.json'), '{}');
  given();
  appOf({ outdir, build: thing({}) }).synth();
  expect(given()).toHaveLength(1);
});

test('where temporary files cannot be written, a synth says so', () => {
  const app = appOf({ build: thing({}) });
  jest.mocked(os.tmpdir).mockReturnValueOnce('/nowhere/at-all');
  expect(() => app.plan()).toThrow('Name another folder for temporary files in the variable TMPDIR');
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
