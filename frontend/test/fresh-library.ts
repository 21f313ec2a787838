import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';

const ROOT = path.join(__dirname, '../..');
const SOURCES = ['lib', 'imports', 'package.json', 'tsconfig.json'];

/** A folder with the library's description as its sources are now: the project's, if it was compiled since they changed. */
export function freshLibrary(): { readonly folder: string; readonly dispose: () => void } {
  const described = path.join(ROOT, '.jsii');
  const isFresh = fs.existsSync(described) && SOURCES.every(
    each => newest(path.join(ROOT, each)) <= fs.statSync(described).mtimeMs,
  );
  if (isFresh) return { folder: ROOT, dispose: () => undefined };
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'library-'));
  for (const each of [...SOURCES, 'README.md', 'LICENSE']) {
    fs.cpSync(
      path.join(ROOT, each), path.join(folder, each), { recursive: true },
    );
  }
  fs.symlinkSync(path.join(ROOT, 'node_modules'), path.join(folder, 'node_modules'));
  execFileSync(path.join(ROOT, 'node_modules/.bin/jsii'), [
    '--silence-warnings=reserved-word', '--silence-warnings=metadata/missing-dev-dependency',
  ], {
    cwd: folder, stdio: 'pipe',
  });
  return { folder, dispose: () => fs.rmSync(folder, { recursive: true }) };
}

function newest(file: string): number {
  const stat = fs.statSync(file);
  return stat.isDirectory()
    ? Math.max(stat.mtimeMs, ...fs.readdirSync(file).map(each => newest(path.join(file, each))))
    : stat.mtimeMs;
}
