import * as fs from 'node:fs';
import * as path from 'node:path';
import { allFilesOf, freshFolder } from '../../../test/synth';
import { Outcome } from '../../lib/outcome';
import { answerOf, EXAMPLES, pinterest } from '../pinterest';

function read(folder: string): Record<string, string> {
  const files = allFilesOf(folder).filter(file => !file.startsWith('dist'));
  return Object.fromEntries(files.map(file => [file, fs.readFileSync(path.join(folder, file), 'utf8')]));
}

describe('init', () => {
  test('makes the template of the examples, which npm run template installs, synthesizes and tests', async () => {
    const directory = freshFolder();
    const { outcome, out } = await pinterest(['init', 'hello'], { directory });
    expect(outcome).toBe(Outcome.FINE);
    expect(read(path.join(directory, 'hello'))).toEqual(read(path.join(EXAMPLES, 'template')));
    expect(out).toContain('Next:\n  cd hello\n  npm install\n  npm run synth\n  npm test\n');
  });

  test('names the service, its team, and the platform of the company', async () => {
    const directory = freshFolder();
    const names = ['--team', 'shop.eu', '--contact', '#shop', '--platform', '@example/platform@1.2.3'];
    const { files } = await answerOf(['init', 'pinboard-api', ...names], { directory });
    expect(files).toContain('pinboard-api.ts');
    expect(files).not.toContain('platform.ts');
    const { 'package.json': manifest, 'main.ts': main, 'pinboard-api.ts': workload } = read(path.join(directory, 'pinboard-api'));
    expect(JSON.parse(manifest)).toMatchObject({ name: 'pinboard-api', dependencies: { '@example/platform': '1.2.3' } });
    expect(main).toContain("import { platform } from '@example/platform';");
    expect(main).toContain("import { PinboardApi } from './pinboard-api';");
    expect(workload).toContain("owner: { team: 'shop.eu', contact: '#shop' }");
  });

  test.each(['true', 'null', 'no', 'y', 'on'])('makes of the name %s a string, whoever reads it', async name => {
    const directory = freshFolder();
    await pinterest(['init', 'new', '--language', 'yaml', '--name', name], { directory });
    const files = read(path.join(directory, 'new'));
    for (const file of ['app.yaml', `${name}.yaml`]) expect(files[file]).toContain(`name: '${name}'\n`);
    expect(files['app.yaml']).toContain(`namespace: '${name}'\n`);
  });

  test.each(['main', 'platform', 'app', 'pinterest-service'])('refuses the name %s, which something else has', async name => {
    const directory = freshFolder();
    const { outcome, err } = await pinterest(['init', name], { directory });
    expect(outcome).toBe(Outcome.COULD_NOT);
    expect(err).toContain(`name = "${name}": is the name of something else in the project.`);
    expect(fs.readdirSync(directory)).toEqual([]);
  });

  test('refuses a file in place of the folder', async () => {
    const directory = freshFolder();
    fs.writeFileSync(path.join(directory, 'new'), '');
    expect((await pinterest(['init', 'new'], { directory })).err).toContain('new is a file. Name a folder');
  });

  test('refuses names that would break what is generated, all at once, and writes nothing', async () => {
    const directory = freshFolder();
    const wrong = ['--name', "x'; y", '--team', '', '--contact', "a'b", '--platform', '../evil'];
    const { outcome, err } = await pinterest(['init', 'new', ...wrong], { directory });
    expect(outcome).toBe(Outcome.COULD_NOT);
    for (const field of ['name', 'team', 'contact', 'platform']) expect(err).toMatch(new RegExp(`\\b${field} = ".*": must be`));
    expect(fs.readdirSync(directory)).toEqual([]);
  });

  test('says where it cannot write, and ends', async () => {
    const { outcome, err } = await pinterest(['init', '/proc/project', '--name', 'hello']);
    expect(outcome).toBe(Outcome.COULD_NOT);
    expect(err).toContain('/proc/project cannot be written');
  });

  test('overwrites nothing', async () => {
    const directory = freshFolder();
    fs.writeFileSync(path.join(directory, 'mine'), '');
    const { outcome, err } = await pinterest(['init', '--name', 'hello'], { directory });
    expect(outcome).toBe(Outcome.COULD_NOT);
    expect(err).toContain('is not empty: it has mine.');
    expect(fs.readdirSync(directory)).toEqual(['mine']);
  });

  test('may begin in an empty repository', async () => {
    const directory = freshFolder();
    fs.mkdirSync(path.join(directory, '.git'));
    expect((await pinterest(['init', '--name', 'hello'], { directory })).outcome).toBe(Outcome.FINE);
  });
});
