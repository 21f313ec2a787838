import { cdk8s, JsonFile } from 'projen';

/** The packages beside the library: plain TypeScript, each in a folder of its own. */
export const WORKSPACES = ['cli', 'frontend'];

interface Workspace {
  readonly name: string;
  readonly description: string;
  readonly bin: Record<string, string>;
  readonly dependencies: Record<string, string>;
  readonly devDependencies?: Record<string, string>;
  readonly peerDependencies?: Record<string, string>;
}

/** Manifests of the packages beside the library, and what compiles them. */
export function addWorkspaces(project: cdk8s.ConstructLibraryCdk8s): void {
  project.package.addField('workspaces', WORKSPACES);
  addWorkspace(project, 'cli', {
    name: 'cdk8s-pinterest-cli',
    description: 'The command pinterest: init, synth, check, diff, explain, status.',
    bin: { pinterest: 'bin/pinterest' },
    dependencies: { '@babel/parser': '7.29.14', 'commander': '14.0.3', 'listr2': '9.0.5', 'yaml': '2.9.1' },
    devDependencies: { '@babel/types': '7.29.14', '@types/sarif': '2.1.7', 'ajv': '8.20.0', 'playwright-core': '1.65.1' },
  });
  addWorkspace(project, 'frontend', {
    name: 'cdk8s-pinterest-yaml',
    description: 'Workloads of cdk8s-pinterest in YAML, through the same constructs.',
    bin: { 'pinterest-yaml': 'bin/pinterest-yaml' },
    dependencies: { yaml: '2.9.1' },
    // What reads the library's types, what packs it into one file, and what holds its schema against documents.
    devDependencies: { '@jsii/spec': '1.140.0', 'esbuild': '0.28.2', 'ajv': '8.20.0' },
    peerDependencies: { 'cdk8s': '^2.68.11', 'cdk8s-pinterest': '0.0.0', 'cdk8s-plus-27': '^2.9.0', 'constructs': '^10.3.0' },
  });
  // Tests may use what those of the library use.
  for (const folder of WORKSPACES) {
    project.eslint?.addOverride({
      files: [`${folder}/**`],
      rules: {
        'import/no-extraneous-dependencies': ['error', {
          devDependencies: [`${folder}/test/**`, `${folder}/scripts/**`],
          optionalDependencies: false,
          peerDependencies: true,
          packageDir: ['.', `./${folder}`],
        }],
        '@stylistic/object-property-newline': 'off',
      },
    });
  }
  // What is told is tested word by word.
  project.eslint?.addOverride({
    files: ['frontend/test/**'],
    rules: { '@stylistic/max-len': ['error', { code: 130, ignoreStrings: true, ignoreTemplateLiterals: true }] },
  });
  // projen ignores all folders of this name.
  project.gitignore.include('/cli/lib/logs/', '/cli/test/logs/');
  project.gitignore.addPatterns(...WORKSPACES.map(folder => `/${folder}/build/`));
  project.addTask('pack', {
    description: 'Makes the packages for npm: the library, and those beside it',
    steps: [{ exec: 'npm pack --silent', receiveArgs: true }, { spawn: 'workspaces' }, {
      exec: `npm pack --silent ${WORKSPACES.map(folder => `--workspace ${folder}`).join(' ')}`, receiveArgs: true,
    }],
  });
  project.addTask('frontend', {
    description: 'The model, the JSON Schema and the custom resources of the front end, from the library as it is compiled',
    steps: [{ exec: 'scripts/prepack' }, { exec: 'tsx --tsconfig test/tsconfig.json frontend/scripts/make.ts' }],
  });
  new JsonFile(project, 'frontend/scripts/tsconfig.json', { obj: { extends: '../../test/tsconfig.json', include: ['**/*.ts'] } });
  project.addTask('workspaces', {
    description: 'Compiles the packages beside the library, and the front end with the library into one file',
    steps: [
      ...WORKSPACES.map(folder => ({ exec: `tsc -p ${folder}/tsconfig.json` })), { exec: 'tsx frontend/scripts/bundle.ts' },
    ],
  });
}

function addWorkspace(project: cdk8s.ConstructLibraryCdk8s, folder: string, workspace: Workspace): void {
  const { peerDependencies } = workspace;
  new JsonFile(project, `${folder}/package.json`, {
    obj: {
      ...workspace,
      version: '0.0.0',
      license: 'Apache-2.0',
      engines: { node: '>= 20.6.0' },
      files: ['bin', 'build', 'schemas', ...(folder === 'cli' ? ['templates'] : [])],
      // The library is beside it here, and not on a registry, where npm would look for a peer.
      ...(peerDependencies && {
        peerDependenciesMeta: Object.fromEntries(Object.keys(peerDependencies).map(name => [name, { optional: true }])),
      }),
    },
  });
  new JsonFile(project, `${folder}/tsconfig.json`, {
    obj: {
      extends: '../tsconfig.json',
      compilerOptions: {
        rootDir: 'lib',
        outDir: 'build',
        types: ['node'],
        declaration: false,
        // What was compiled of the library: a package does not compile it a second time.
        paths: { 'cdk8s-pinterest': ['../build/lib/index.d.ts'], 'cdk8s-pinterest/*': ['../build/lib/exports/*.d.ts'] },
      },
      include: ['lib/**/*.ts'],
    },
  });
  // ESLint takes the nearest one; `tsc -p test/tsconfig.json` checks them together with all other tests.
  new JsonFile(project, `${folder}/test/tsconfig.json`, { obj: { extends: '../../test/tsconfig.json', include: ['**/*.ts'] } });
}
