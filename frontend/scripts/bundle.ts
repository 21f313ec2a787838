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
    tsconfig: path.join(ROOT, 'tsconfig.json'),
    // The sources as they are, whatever was compiled of them.
    alias: {
      'cdk8s-pinterest/platform': path.join(ROOT, 'lib/exports/platform.ts'),
      'cdk8s-pinterest/runtime': path.join(ROOT, 'lib/exports/runtime.ts'),
      'cdk8s-pinterest': path.join(ROOT, 'lib/index.ts'),
    },
    logLevel: 'warning',
  });
}

if (require.main === module) bundle(path.join(__dirname, '../build/pinterest-yaml.js'));
