import * as fs from 'node:fs';
import * as path from 'node:path';
import { ESLint, Linter, loadESLint } from 'eslint';

const ROOT = path.join(__dirname, '..');

type Rules = Record<string, [string, any]>;

let eslint: ESLint;
/** The repository's rules for a file of lib/. */
let rules: Rules;

beforeAll(async () => {
  const Legacy = await loadESLint({ useFlatConfig: false }) as unknown as new (options: object) => ESLint;
  ({ rules } = await new Legacy({ cwd: ROOT }).calculateConfigForFile(path.join(ROOT, 'lib/index.ts')) as { rules: Rules });
  const [severity, options] = rules['import/no-cycle'];
  const overrideConfig: Linter.LegacyConfig = {
    // What needs types needs a program of the whole library.
    parserOptions: { projectService: null },
    rules: {
      '@typescript-eslint/no-floating-promises': 'off',
      '@typescript-eslint/return-await': 'off',
      // Its short cut knows only what is on the disk, and the sources here are not.
      'import/no-cycle': [severity as 'error', { ...options, disableScc: true }],
    },
  };
  eslint = new Legacy({ cwd: ROOT, overrideConfig });
});

/** The rules that a source breaks, if it were a file of lib/. */
async function broken(file: string, ...lines: string[]): Promise<string[]> {
  const [{ messages }] = await eslint.lintText(`${lines.join('\n')}\n`, { filePath: path.join(ROOT, 'lib', file) });
  expect(messages.filter(({ fatal }) => fatal)).toEqual([]);
  return messages.filter(({ severity }) => severity === 2).map(({ ruleId }) => ruleId!);
}

test('what imports from below, from beside and from packages is right', async () => {
  expect(await broken('pod/probe.ts',
    'import { ApiObject } from \'cdk8s\';',
    'import type { Volume } from \'kubernetes-types/core/v1\';',
    'import { PodVolume } from \'./pod-volume\';',
    'import { KubernetesVersion } from \'../cluster/kubernetes-version\';',
    'export const probe = (_1: ApiObject, _2: Volume, _3: PodVolume) => KubernetesVersion.V1_27;',
  )).toEqual([]);
  expect(await broken('runtime/identity/probe.ts',
    'import type { CertificateSpec } from \'../../../imports/cert-manager.io\';',
    'export type Probe = CertificateSpec;',
  )).toEqual([]);
});

test('a circle of values is an error', async () => {
  // render.ts is imported by pod-items.ts.
  expect(await broken('pod/render.ts',
    'import { podItems } from \'./pod-items\';',
    'export const renderPod = () => podItems;',
  )).toEqual(['import/no-cycle']);
});

test('a circle over several files is an error', async () => {
  // pod-items.ts imports render.ts, which imports application.ts, which imports container-spec.ts.
  expect(await broken('pod/container-spec.ts',
    'import { podItems } from \'./pod-items\';',
    'export const renderContainer = () => podItems;',
  )).toEqual(['import/no-cycle']);
});

test('a circle of types is an error', async () => {
  // application.ts imports nothing of container-spec.ts but an interface.
  expect(await broken('pod/container-spec.ts',
    'import { Application } from \'./application\';',
    'export interface RenderedContainer { readonly of: Application }',
  )).toEqual(['import/no-cycle']);
});

test.each([
  ['import type', 'import type { PodVolume } from \'./pod-volume\';'],
  ['a type among imports', 'import { type PodVolume } from \'./pod-volume\';'],
  ['a type imported under another name', 'import { GROUP_READS, type PodVolume as Volume } from \'./pod-volume\';'],
  ['an import within a type', 'export type Probe = import(\'./pod-volume\').PodVolume;'],
  ['an export of all types', 'export type * from \'./pod-volume\';'],
  ['a way around by imports/', 'import type { X } from \'../../imports/../lib/pod/pod-volume\';'],
])('what would hide a circle is an error: %s', async (_, line) => {
  expect(await broken('pod/probe.ts', line)).toEqual(['no-restricted-syntax']);
});

test.each(['cdk8s-pinterest', 'cdk8s-pinterest/platform'])('the library must not import itself by its name: %s', async from => {
  expect(await broken('validation/probe.ts', `import * as above from '${from}';`, 'export const probe = above;'))
    .toEqual(['no-restricted-imports']);
});

test('types of imports/, which are generated, may be imported', async () => {
  expect(await broken('pod/probe.ts',
    'import type { CertificateSpec } from \'../../imports/cert-manager.io\';',
    'export interface Probe { readonly spec: CertificateSpec }',
  )).toEqual([]);
});

test.each([
  ['validation/probe.ts', '../tree/origin'],
  ['cluster/probe.ts', '../pod/pod-volume'],
  ['pod/probe.ts', '../runtime/component'],
  ['runtime/traffic/probe.ts', '../../releases/release'],
  ['releases/probe.ts', '../platform/platform'],
  ['workloads/probe.ts', '../kinds/service/pinterest-service'],
  ['kinds/batch/probe.ts', '../training/gang'],
  ['synthesis/probe.ts', '../app/pinterest-app'],
  ['app/probe.ts', '../index'],
])('lib/%s must not import upwards: %s', async (file, from) => {
  expect(await broken(file, `import * as above from '${from}';`, 'export const probe = above;'))
    .toEqual(['import/no-restricted-paths']);
});

test.each([
  ['validation/probe.ts', '../yaml/shared'],
  ['yaml/probe.ts', '../validation/problem'],
  ['tree/probe.ts', '../labels/keys'],
  ['host/probe.ts', '../storage/claim'],
  ['kinds/daemon/probe.ts', '../service/deployment-update'],
  ['kinds/service/probe.ts', '../batch/run'],
])('lib/%s must not import from a room beside: %s', async (file, from) => {
  expect(await broken(file, `import * as beside from '${from}';`, 'export const probe = beside;'))
    .toEqual(['import/no-restricted-paths']);
});

/** The rooms that the configuration knows, each with what it must not import. */
function rooms(): Map<string, string[]> {
  const { zones } = rules['import/no-restricted-paths'][1] as { zones: { target: string; from: string[] }[] };
  return new Map(zones.map(({ target, from }) => [target, from]));
}

test('every folder and file of lib/ is in the order of rooms', () => {
  const known = [...rooms().keys()];
  const all = fs.readdirSync(path.join(ROOT, 'lib')).flatMap(entry => (
    entry === 'kinds' ? fs.readdirSync(path.join(ROOT, 'lib/kinds')).map(kind => `kinds/${kind}`) : [entry]
  ));
  expect(known.sort()).toEqual(all.map(entry => `./lib/${entry}`).sort());
});

test('of two rooms one must not import the other', () => {
  const forbidden = rooms();
  const top = ['./lib/exports', './lib/index.ts'];
  for (const a of forbidden.keys()) {
    for (const b of forbidden.keys()) {
      if (a === b || (top.includes(a) && top.includes(b))) continue;
      expect([a, b, forbidden.get(a)!.includes(b) || forbidden.get(b)!.includes(a)]).toEqual([a, b, true]);
    }
  }
});
