import * as path from 'node:path';
import { buildSync } from 'esbuild';

const ROOT = path.join(__dirname, '../..');

/** The front end, the library and its peers in one file, which Node alone runs. */
export function bundle(outfile: string): void {
  buildSync({
    entryPoints: [path.join(__dirname, '../lib/main.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    minify: true,
    // What the classes are called is in messages.
    keepNames: true,
    legalComments: 'linked',
    banner: { js: '#!/usr/bin/env node' },
    tsconfig: path.join(__dirname, '../tsconfig.json'),
    alias: {
      'cdk8s-pinterest/platform': path.join(ROOT, 'build/lib/exports/platform.js'),
      'cdk8s-pinterest/runtime': path.join(ROOT, 'build/lib/exports/runtime.js'),
      'cdk8s-pinterest': path.join(ROOT, 'build/lib/index.js'),
    },
    logLevel: 'warning',
  });
}

if (require.main === module) bundle(path.join(__dirname, '../build/pinterest-yaml.js'));
