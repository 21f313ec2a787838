import * as fs from 'node:fs';
import * as path from 'node:path';
import * as ts from 'typescript';

const ROOT = path.join(__dirname, '..');

/**
 * Compiles the current library and benchmark to a fresh folder, as the package's build does:
 * same compiler and options, but without type checks and without jsii's additions.
 * So neither stale code nor the compilation is measured.
 *
 * @returns the folder; it is in node_modules, so that imports of dependencies resolve
 */
export function compile(): string {
  const cache = path.join(ROOT, 'node_modules/.cache');
  fs.mkdirSync(cache, { recursive: true });
  const folder = fs.mkdtempSync(path.join(cache, 'bench-'));
  const { options } = ts.parseJsonConfigFileContent(
    ts.readConfigFile(path.join(ROOT, 'tsconfig.json'), ts.sys.readFile).config, ts.sys, ROOT,
  );
  for (const directory of ['lib', 'imports', 'bench']) {
    for (const file of fs.readdirSync(path.join(ROOT, directory), { recursive: true, encoding: 'utf8' })
      .filter(each => each.endsWith('.ts'))) {
      const source = path.join(directory, file);
      const target = path.join(folder, source.replace(/\.ts$/, '.js'));
      fs.mkdirSync(path.dirname(target), { recursive: true });
      const { outputText } = ts.transpileModule(fs.readFileSync(path.join(ROOT, source), 'utf8'), {
        compilerOptions: { ...options, module: ts.ModuleKind.CommonJS, moduleResolution: undefined }, fileName: source,
      });
      fs.writeFileSync(target, outputText);
    }
  }
  return folder;
}
