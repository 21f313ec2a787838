import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(__dirname, '..');
const read = (file: string) => readFileSync(join(root, file), 'utf8');
const manifest = (folder: string) => JSON.parse(read(join(folder, 'package.json')));

describe('the package', () => {
  test.each<string>(
    manifest('.').bundledDependencies,
  )('NOTICE names %s, which is bundled, its version, its author and its licence', name => {
    const { version, license, author } = manifest(join('node_modules', name));
    expect(read('NOTICE')).toContain(`${name} ${version}\n`);
    expect(read('NOTICE')).toContain(author.replace(/ <.*/, ''));
    // The same text as our own licence.
    expect(license).toBe(manifest('.').license);
  });

  test('is experimental until 1.0', () => {
    const { version, stability } = manifest('.');
    expect(stability).toBe(version.startsWith('0.') ? 'experimental' : 'stable');
  });
});
