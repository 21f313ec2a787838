import { cdk, cdk8s, javascript, JsonFile } from 'projen';
import { addWorkspaces, WORKSPACES } from './projenrc/workspaces';

const project = new cdk8s.ConstructLibraryCdk8s({
  name: 'cdk8s-pinterest',
  description: 'Typed CDK8s constructs for production workloads: write your container, get the platform.',
  author: 'The cdk8s-pinterest authors',
  authorAddress: 'cdk8s-pinterest@example.com',
  authorOrganization: true,
  repositoryUrl: 'https://example.com/cdk8s-pinterest.git',
  // Until 1.0: docs/versioning.md. It becomes "4 - Beta" on PyPI.
  stability: cdk.Stability.EXPERIMENTAL,
  license: 'Apache-2.0',
  copyrightOwner: 'The cdk8s-pinterest authors',
  keywords: ['cdk8s', 'cdk8s-plus', 'kubernetes', 'k8s', 'constructs', 'cdk', 'platform', 'mtls', 'gitops', 'argocd'],
  defaultReleaseBranch: 'main',

  // The oldest versions that a team may use: cdk8s-plus-27 requires these two and has `Capability` since 2.9.0 (npm run compat).
  cdk8sVersion: '2.68.11',
  constructsVersion: '10.3.0',
  peerDeps: ['cdk8s-plus-27@^2.9.0'],
  // Develop with the newest versions (devDeps), not the oldest.
  peerDependencyOptions: { pinnedDevDependency: false },
  jsiiVersion: '~6.0.16',
  typescriptVersion: '~6.0.0',
  minNodeVersion: '20.0.0',

  // Sources are in lib/ and imports/; compiled code goes to build/, synthesized manifests go to dist/.
  srcdir: 'lib',
  libdir: 'build',
  entrypoint: 'build/lib/index.js',
  artifactsDirectory: 'packages',
  docgenFilePath: 'docs/api/README.md',
  packageManager: javascript.NodePackageManager.NPM,
  projenrcTs: true,
  sampleCode: false,
  integrationTestAutoDiscover: false,
  github: false,
  release: false,
  depsUpgrade: false,
  publishToPypi: { distName: 'cdk8s-pinterest', module: 'cdk8s_pinterest' },
  publishToMaven: {
    javaPackage: 'io.github.cdk8s_pinterest', mavenGroupId: 'io.github.cdk8s-pinterest', mavenArtifactId: 'cdk8s-pinterest',
  },
  publishToGo: { moduleName: 'example.com/cdk8s-pinterest-go' },

  // The declarations refer to its types; jsii bundles modules that are not jsii modules.
  bundledDeps: ['kubernetes-types@1.30.0'],
  devDeps: ['cdk8s@2.70.106', 'constructs@10.5.0', 'cdk8s-plus-27@2.9.5',
    'cdk8s-cli', 'fast-check', 'js-yaml', '@types/js-yaml', 'tsx', 'jest@^30', '@types/jest@^30', 'ts-jest@^29.4',
    // A dependency of images/registrar, for its tests.
    'node-zookeeper-client@1.1.3', '@types/node-zookeeper-client@1.1.0', 'prom-client@15.1.3',
    // The real Lua, to test the proxy's reader of certificates.
    'wasmoon@1.16.0',
    // Readers of YAML 1.1 and 1.2, to test the output of lib/yaml.
    'yaml@2.9.1'],
  tsconfig: {
    include: ['imports/**/*.ts'],
    // Inline source maps would be most of the package, and of what a run loads at its start.
    compilerOptions: { rootDir: '.', inlineSourceMap: false, inlineSources: false },
  },
  tsconfigDev: {
    include: ['examples', 'bench', 'scripts', ...WORKSPACES].map(folder => `../${folder}/**/*.ts`),
    compilerOptions: {
      types: ['jest', 'node'],
      paths: { 'cdk8s-pinterest': ['../lib/index.ts'], 'cdk8s-pinterest/*': ['../lib/exports/*.ts'] },
    },
  },
  jestOptions: {
    jestVersion: '^30',
    updateSnapshot: javascript.UpdateSnapshot.NEVER,
    junitReporting: false,
    jestConfig: {
      collectCoverage: false,
      testMatch: ['', 'images/*/', ...WORKSPACES.map(name => `${name}/`)].map(name => `<rootDir>/${name}test/**/*.test.ts`),
      testPathIgnorePatterns: ['/node_modules/', '/test/e2e/'],
      setupFiles: ['<rootDir>/test/quiet.ts', '<rootDir>/test/programs.ts'],
      globalTeardown: '<rootDir>/test/no-leftovers.ts',
      // Tests run programs, and machines are busy.
      testTimeout: 30_000,
      // Many of them wait for programs, so that a core less would be half of two.
      maxWorkers: '100%',
      moduleNameMapper: {
        '^cdk8s-pinterest$': '<rootDir>/lib/index.ts', '^cdk8s-pinterest/(.*)$': '<rootDir>/lib/exports/$1.ts',
      },
    },
  },
  typecheckTests: true,
  eslintOptions: {
    commandOptions: { fix: false },
    dirs: ['lib'],
    devdirs: ['test', 'examples', 'images', 'bench', 'scripts', ...WORKSPACES],
    ignorePatterns: ['**/node_modules/', '*.js', 'build/', 'imports/'],
  },
  npmIgnoreOptions: {
    ignorePatterns: [
      '/.ci/', '/.jsii.tabl.json', '/bench/', '/docs/api/', '/examples/', '/images/', '/imports/', '/rosetta/', '/scripts/',
      '/verdict/', ...WORKSPACES.map(folder => `/${folder}/`),
    ],
  },
  gitignore: [
    '/build/', '/dist/', '/packages/', '/verdict/dist/', '/coverage/', '/test-reports/', '*.tsbuildinfo', '.jsii',
    '.jsii.tabl.json',
  ],
});

addWorkspaces(project);

// The registry lacks some bindings of the newest version, and `npm ci` requires all of them.
project.package.addPackageResolutions('unrs-resolver@1.12.2');

// Examples import the library by its name, as users do; tsconfig's paths map it to lib/.
project.eslint?.addRules({
  'import/order': ['warn', {
    groups: ['builtin', 'external'],
    alphabetize: { order: 'asc', caseInsensitive: true },
    pathGroups: ['cdk8s-pinterest', 'cdk8s-pinterest/**'].map(pattern => ({ pattern, group: 'external' })),
  }],
});
project.eslint?.addRules({ 'import/no-unresolved': ['error', { ignore: ['^cdk8s-pinterest(/|$)'] }] });
const maxLen = { code: 130, ignoreUrls: true, ignoreRegExpLiterals: true };
project.eslint?.addRules({ '@stylistic/max-len': ['error', maxLen] });
// Scripts in other languages: their line breaks are visible in the manifests.
project.eslint?.addOverride({
  files: ['lib/**/*-script.ts', 'lib/**/*-py.ts', 'bench/documents/proxy.ts', 'test/e2e/**'],
  rules: { '@stylistic/max-len': ['error', { ...maxLen, ignoreTemplateLiterals: true }] },
});
project.eslint?.addOverride({ files: ['test/**', 'images/*/test/**'], rules: { '@stylistic/object-property-newline': 'off' } });
// Node's test runner awaits the promise.
project.eslint?.addOverride({
  files: ['examples/template/*.test.ts'], rules: { '@typescript-eslint/no-floating-promises': 'off' },
});

/*
 * The rooms of lib/, from the bottom up: each may import rooms before it, but none after it. Rooms on one line may not import
 * each other.
 */
const ROOMS = [
  ['validation', 'yaml', 'languages'],
  ['tree', 'labels'],
  ['requirements'],
  ['cluster'],
  ['ports'],
  ['pod'],
  ['resources'],
  ['host', 'storage', 'access', 'scaling'],
  ['runtime'],
  ['releases'],
  ['platform'],
  ['workloads'],
  ['kinds/service', 'kinds/stateful-set', 'kinds/daemon', 'kinds/batch'],
  ['kinds/training'],
  ['installation', 'verdict', 'references'],
  ['synthesis'],
  ['record'],
  ['app'],
  ['exports', 'index.ts'],
];
const zones = ROOMS.flatMap((line, n) => line.map(room => ({
  target: `./lib/${room}`,
  from: ROOMS.flatMap((others, m) => m > n || (m === n && n < ROOMS.length - 1) ? others.filter(other => other !== room) : [])
    .map(other => `./lib/${other}`),
  message:
    'The order of rooms is in .projenrc.ts and told in ARCHITECTURE.md: move what is shared down, or ask for it as an argument.',
})));
const HIDDEN = 'would be a circle that import/no-cycle does not see: import it without "type".';
project.eslint?.addOverride({
  files: ['lib/**'],
  rules: {
    'import/no-cycle': ['error', { ignoreExternal: true }],
    'import/no-restricted-paths': ['error', { zones }],
    'no-restricted-imports': ['error', {
      patterns: [{ group: ['cdk8s-pinterest', 'cdk8s-pinterest/*'], message: 'The library imports its files by their paths.' }],
    }],
    'no-restricted-syntax': [
      'error',
      {
        selector: 'ImportDeclaration[importKind="type"][source.value=/^\\.(?!\\.?(\\/\\.\\.)*\\/imports\\/[-.a-z0-9]+$)/]',
        message: `A type import ${HIDDEN}`,
      },
      { selector: 'ExportAllDeclaration[exportKind="type"]', message: `A type export ${HIDDEN}` },
      {
        selector: 'ImportDeclaration[source.value=/^\\./] > ImportSpecifier[importKind="type"]',
        message: `A type import ${HIDDEN}`,
      },
      { selector: 'TSImportType', message: `An import within a type ${HIDDEN}` },
    ],
  },
});

// jsii derives the source of the entry point from these. `typesVersions` is for TypeScript that ignores `exports`.
project.addFields({
  types: 'build/lib/index.d.ts',
  exports: {
    '.': './build/lib/index.js',
    './platform': './build/lib/exports/platform.js',
    './runtime': './build/lib/exports/runtime.js',
    './package.json': './package.json',
    './.jsii': './.jsii',
  },
  typesVersions: { '*': { platform: ['build/lib/exports/platform.d.ts'], runtime: ['build/lib/exports/runtime.d.ts'] } },
});

project.addTask('synth', {
  description: 'Synthesizes examples/quickstart into dist/',
  exec: 'cdk8s synth --no-check-upgrade',
  cwd: 'examples/quickstart',
  receiveArgs: true,
});
project.addTask('import', {
  description: 'Types of custom resources, from the trimmed schemas in imports/',
  steps: ['bundle', 'certificate', 'httproute', 'scaledobjects', 'trainingjobs'].map(name => ({
    exec: `cdk8s import --no-check-upgrade imports/${name}.crd.yaml --language typescript --output imports`,
  })),
});
project.addTask('golden', { description: 'Accepts what the examples give as their golden output', exec: 'examples/golden' });
project.addTask('verdict', {
  description: 'Packs the programs that ask Kubernetes itself: [minor ...]', exec: 'verdict/package', receiveArgs: true,
});
project.addTask('bindings', { description: 'Python, Java and Go give the same bytes', exec: 'test/bindings/run' });
// Suppresses a warning of projen: on purpose, the library is not developed with the oldest peers.
project.compileTask.reset('jsii --silence-warnings=reserved-word --silence-warnings=metadata/missing-dev-dependency');
// Of projen, with a page for each module.
project.tasks.tryFind('docgen')!.description = 'The pages of docs/api';
project.tasks.tryFind('docgen')!.reset('scripts/api-pages docs/api');
project.annotateGenerated('/docs/api/**');
// Snippets compile, and the packages of other languages have them in their own.
project.package.addField('jsii', { ...project.package.manifest.jsii, metadata: { jsii: { rosetta: { strict: true } } } });
project.addTask('rosetta', {
  description: 'Compiles and translates the snippets of .jsii',
  steps: [
    { exec: 'rm -f .jsii.tabl.json' }, // It keeps what it has once translated, whatever the types are called now.
    { exec: 'jsii-rosetta extract --strict .' },
  ],
});
project.postCompileTask.spawn(project.tasks.tryFind('rosetta')!);
// What submodules are called there is what jsii makes of their names, too, but jsii-rosetta does not know it.
for (const name of ['platform', 'runtime']) {
  new JsonFile(project, `lib/exports/.${name}.jsiirc.json`, {
    obj: { targets: { python: { module: `cdk8s_pinterest.${name}` }, java: { package: `io.github.cdk8s_pinterest.${name}` } } },
  });
}
project.removeTask('compat'); // projen's compares with the last version on npm: there is none.
project.addTask('compat', {
  description: 'The oldest and the newest allowed peers give the same bytes', exec: 'test/compat/run',
});
project.addTask('bench', {
  description: 'What synthesis costs, beside others that do the same', exec: 'tsx bench/main.ts', receiveArgs: true,
});
project.addTask('template', { description: 'A project of a team, with what npm installs', exec: 'test/template/run' });
project.addTask('prepack', { description: 'Compiles what npm is about to pack', exec: 'scripts/prepack' });
project.addTask('fuzz', {
  description: 'The fuzzed properties for FUZZ_SECONDS each, by default two minutes',
  exec: 'FUZZ_SECONDS=${FUZZ_SECONDS:-120} jest --runInBand --coverage=false test/fuzz test/validation/strings.test.ts',
  receiveArgs: true,
});
project.addTask('agree', {
  description: 'Synthesis, the program verdict/ and the API server of KUBECONFIG on so many random documents, of SEED',
  exec: 'tsx --tsconfig test/tsconfig.json test/agree/main.ts',
  receiveArgs: true,
});
project.addTask('drift', {
  description: 'What the API server of KUBECONFIG stores is what was written: golden output, and so many random apps, of SEED',
  exec: 'tsx --tsconfig test/tsconfig.json test/drift/main.ts',
  receiveArgs: true,
});
project.addTask('schemas', {
  description: 'The strict schemas of every minor version find nothing in the golden output', exec: 'test/schemas/run',
});
project.addTask('kustomize', {
  description: 'The front end as a function of the real kustomize gives the golden output', exec: 'test/kustomize/run',
});
project.addTask('e2e', { description: 'End-to-end tests on the cluster of KUBECONFIG', exec: 'test/e2e/run', receiveArgs: true });

project.synth();
