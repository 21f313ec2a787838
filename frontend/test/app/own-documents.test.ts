import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { sourcesOf } from '../../lib/app/sources';
import { CHART, folderWith, runHere, workload } from '../run-here';

const WEB = workload('', { name: 'web' }).replace(/^---\n/, '');
const OURS = 'platform.pinterest.com/v1';

/** What is said of a second file of a project, and whether its workload is made. */
function said(file: string, content: string | Buffer): { readonly told: string[]; readonly made: boolean } {
  const folder = folderWith({ 'a.yaml': CHART + workload(), [file]: content });
  const { out, err } = runHere(['--stdout', folder]);
  return { told: err.split('\n').filter(line => line.startsWith(folder)).map(line => line.slice(folder.length + 1)), made: /name: web\n/.test(out) };
}

describe('a mistake does not make a workload vanish', () => {
  test.each([
    ['apiVersion is misspelt', WEB.replace('platform.', 'platfrom.'), `b.yaml:1:13: apiVersion = "platfrom.pinterest.com/v1": must be ${OURS}. `],
    ['apiVersion is another version', WEB.replace('/v1', '/v1beta1'), 'b.yaml:1:13: apiVersion = "platform.pinterest.com/v1beta1": must be '],
    ['apiVersion is missing', WEB.replace(/^.*\n/, ''), 'b.yaml:1:1: apiVersion: must be '],
    ['its name is misspelt', WEB.replace('apiVersion', 'apiversion'), 'b.yaml:1:1: apiVersion: must be '],
    ['apiVersion and kind are misspelt', WEB.replace('pinterest.com', 'pintrest.com').replace('Pinterest', 'Pintrest'), 'b.yaml:1:13: apiVersion = '],
    ['apiVersion is of another kind', WEB.replace(OURS, 'apps/v1').replace('PinterestS', 'pinterestS'), 'b.yaml:1:13: apiVersion = "apps/v1": must be '],
    ['kind is in lower case', WEB.replace('PinterestS', 'pinterests'), 'b.yaml:2:7: kind = "pinterestservice": is no such kind. Did you mean PinterestService?'],
    ['kind is missing', WEB.replace(/^kind.*\n/m, ''), 'b.yaml:1:1: kind: is missing. '],
    ['it is an item of a list', WEB.replace(/^/gm, '  ').replace('  ', '- '), 'b.yaml:1:1: document: must have apiVersion'],
    ['it is in a List', `apiVersion: v1\nkind: List\nitems:\n${WEB.replace(/^/gm, '  ').replace('  ', '- ')}`, 'b.yaml:4:3: items: must not have '],
    ['colons are missing', WEB.replaceAll(':', ''), 'b.yaml:1:1: '],
    ['the second document cannot be read', `${WEB}---\na: [1\n`, 'b.yaml:9:1: YAML: cannot be read: '],
    ['the first document cannot be read', `a: [1\n---\n${WEB}`, 'b.yaml:'],
    ['nothing of the file can be read', 'a: [1\n', 'b.yaml:2:1: YAML: cannot be read: '],
    ['a separator is missing', `${WEB}${WEB}`, 'b.yaml:7:1: YAML: is there twice: "apiVersion", first in line 1. '],
    ['a separator is too short', `${WEB}--\n${WEB}`, 'b.yaml:7:1: YAML: cannot be read: '],
    ['a name stands twice', `${WEB}spec: {}\n`, 'b.yaml:7:1: YAML: is there twice: "spec", '],
    ['there is a tab', WEB.replace('\n  c', '\n\tc'), 'b.yaml:5:1: YAML: cannot be read: Tabs'],
    ['there is a merge key', `${WEB}  <<: {stop: 45s}\n`, 'b.yaml:7:3: YAML: is a merge key of YAML 1.1'],
    ['it is in UTF-16', Buffer.from(`\ufeff${WEB}`, 'utf16le'), 'b.yaml:1:1: YAML: must be UTF-8, and is UTF-16. Save the file as UTF-8.'],
    ['it is in UTF-16 without a mark', Buffer.from(WEB, 'utf16le').swap16(), 'b.yaml:1:1: YAML: must be UTF-8, and is UTF-16. '],
    ['it is in Latin-1', Buffer.from(`${WEB}  config: {env: {A: "caf\xe9"}}\n`, 'latin1'), 'b.yaml:7:25: YAML: must be UTF-8, and is something else. '],
  ])('where %s', (_, content, line) => {
    const { told, made } = said('b.yaml', content);
    expect(made).toBe(false);
    expect(told[0]).toContain(line);
    for (const each of told) expect(each).toMatch(/^[ab]\.yaml:\d+:\d+: /);
  });

  test.each(['b.json', 'b.yalm', 'b.ymal', 'b.yam'])('where its file is called %s', file => {
    expect(said(file, WEB).told).toEqual([
      `${file}:1:1: file = "${file}": has documents of this kind, and is not read, since its name does not end in .yaml or .yml. Rename it to b.yaml.`,
    ]);
  });
});

describe('is read', () => {
  test.each(['b.yml', 'b.YAML', 'b.YML', 'b.yaml/c.yaml'])('the file %s', file => {
    expect(said(file, WEB)).toEqual({ told: [], made: true });
  });

  test.each([
    ['with a mark of UTF-8', `\ufeff${WEB}`],
    ['with lines of Windows', WEB.replaceAll('\n', '\r\n')],
    ['after empty documents', `---\n---\n# nothing\n---\n${WEB}`],
    ['with names in quotes', WEB.replace('apiVersion', '"apiVersion"').replace('kind', '"kind"')],
    ['with escapes', WEB.replace(OURS, '"platform\\u002epinterest.com/v1"')],
    ['as JSON', '{"apiVersion": "platform.pinterest.com/v1", "kind": "PinterestService", "metadata": {"name": "web"}, "spec": {"container": {"image": "registry.example.com/web:1"}}}'],
    ['with an alias', `${WEB.replace('container: ', 'container: &it ')}`],
    ['with a replacement character', `${WEB}  config: {env: {A: "\ufffd"}}\n`],
    ['that ends a document by ...', `# first\n...\n---\n${WEB}`],
  ])('a document %s', (_, content) => expect(said('b.yaml', content)).toEqual({ told: [], made: true }));
});

describe('is left alone', () => {
  test.each([
    ['deployment.yaml', 'apiVersion: apps/v1\nkind: Deployment\n'],
    ['list.yaml', '- a\n- kind: Deployment\n'],
    ['Chart.yaml', 'apiVersion: v2\nname: pinterestapp\n'],
    ['merged.yaml', 'a: &a {b: 1}\nc: {<<: *a}\n'],
    ['tagged.yaml', 'Resources: !Ref x\n'],
    ['templates/a.yaml', '{{ if }}\nkind: Deployment\n{{ end }}\n'],
    ['empty.yaml', ''],
    ['package.json', '{"name": "shop", "description": "platform.pinterest.com/v1"}'],
    ['off.yaml.off', WEB],
    ['README.md', WEB],
    ['.hidden.yaml', WEB],
  ])('%s', (file, content) => expect(said(file, content)).toEqual({ told: [], made: false }));
});

test.each(['\n', ' ', '\r\n', '- ', '{'])('of %j a million times, in a file that is nearly YAML, nothing is waited for', text => {
  const begun = Date.now();
  expect(said('b.json', text.repeat(1_000_000)).told).toEqual([]);
  expect(Date.now() - begun).toBeLessThan(20_000);
});

describe('of what is no file', () => {
  test('a device that never ends is not read to its end', () => {
    const { err, status } = runHere(['--stdout', '/dev/zero']);
    expect([status, err]).toEqual([2, expect.stringContaining('/dev/zero has more than 10485760 bytes: they are not read.')]);
  });

  test('links in a circle, pipes and sockets in a folder are left alone', () => {
    const folder = folderWith({ 'a.yaml': CHART + workload() });
    fs.symlinkSync(folder, path.join(folder, 'circle'));
    fs.symlinkSync('/dev/zero', path.join(folder, 'zero.yaml'));
    execFileSync('mkfifo', [path.join(folder, 'pipe.yaml')]);
    const { status, err } = runHere(['--stdout', folder]);
    expect([status, err]).toEqual([0, '']);
  });
});

test('files of others are in memory one after the other', () => {
  const big = Buffer.alloc(1_000_000, '# data\n');
  const folder = folderWith({ 'a.yaml': CHART + workload() });
  for (let n = 0; n < 3; n++) fs.writeFileSync(path.join(folder, `data-${n}.yaml`), big);
  const [first, ...others] = sourcesOf([folder], 'dist');
  for (const each of others) fs.rmSync(each.name);
  expect(first.read().text).toBe(CHART + workload());
  expect(others.map(({ name }) => path.basename(name))).toEqual(['data-0.yaml', 'data-1.yaml', 'data-2.yaml']);
  expect(() => others[0].read()).toThrow('ENOENT');
});
