import { chmodSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { buildSync } from 'esbuild';

const ROOT = path.join(__dirname, '../..');

/** The front end, the library and its peers in one file, which Node alone runs. */
export function bundle(outfile: string): void {
  const { metafile } = buildSync({
    metafile: true,
    entryPoints: [path.join(__dirname, '../lib/main.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    minify: true,
    // What the classes are called is in messages.
    keepNames: true,
    legalComments: 'none',
    banner: { js: '#!/usr/bin/env node' },
    tsconfig: path.join(ROOT, 'tsconfig.json'),
    // The sources as they are, whatever was compiled of them.
    alias: {
      'cdk8s-pinterest/platform': path.join(ROOT, 'lib/exports/platform.ts'),
      'cdk8s-pinterest/runtime': path.join(ROOT, 'lib/exports/runtime.ts'),
      'cdk8s-pinterest': path.join(ROOT, 'lib/index.ts'),
      // cdk8s brings a copy of the same version.
      'yaml': path.join(ROOT, 'node_modules/yaml'),
    },
    logLevel: 'warning',
  });
  // kustomize and people run it by its name.
  chmodSync(outfile, 0o755);
  writeFileSync(outfile.replace(/(\.js)?$/, '.LICENSES.txt'), licenses(Object.keys(metafile.inputs)));
}

/** The licenses of the packages of which there is something in the file. */
function licenses(inputs: string[]): string {
  const folders = inputs.flatMap(input => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input)?.[0] ?? []);
  const texts = [...new Set(folders)].sort().map(folder => {
    const { name, version, license } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
    const file = readdirSync(folder).find(each => /^licen[cs]e(\.\w+)?$/i.test(each));
    const text = file === undefined ? '' : readFileSync(path.join(folder, file), 'utf8').trim();
    return `${name} ${version}: ${license}\n\n${text}\n`;
  });
  const own = `cdk8s-pinterest: Apache-2.0\n\n${readFileSync(path.join(ROOT, 'LICENSE'), 'utf8').trim()}\n`;
  return [own, ...texts].join('\n---\n\n');
}

if (require.main === module) bundle(process.argv[2] ?? path.join(__dirname, '../build/pinterest-yaml.js'));
