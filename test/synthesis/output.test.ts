import * as fs from 'node:fs';
import * as path from 'node:path';
import { ApiObject, Chart, Lazy } from 'cdk8s';
import { Layout, PinterestApp } from 'cdk8s-pinterest';
import { Folder } from '../../lib/synthesis/folder';
import { Output, Written } from '../../lib/synthesis/output';
import { complaints, filesOf, freshFolder } from '../synth';

const LONG_AGO = new Date('2001-01-01');

/** Everything in a folder, folders and hidden files included. */
function contentsOf(folder: string): string[] {
  return fs.readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort();
}

function change(folder: string, files: Record<string, string>, removed: string[] = []): Written {
  const output = new Output(folder);
  try {
    removed.forEach(file => output.remove(file));
    Object.entries(files).forEach(([file, text]) => output.put(file, text));
    return output.commit();
  } finally {
    output.close();
  }
}

function folderOf(files: Record<string, string>): string {
  const folder = freshFolder();
  change(folder, files);
  return folder;
}

describe('a file', () => {
  test('is written with the folders it is in, and nothing is left beside it', () => {
    const folder = path.join(freshFolder(), 'new/dist');
    expect(change(folder, { 'a': '1', 'b/c/d': '2' })).toEqual({ written: 2, unchanged: 0, removed: 0 });
    expect(contentsOf(folder)).toEqual(['a', 'b', 'b/c', 'b/c/d']);
    expect(filesOf(folder)).toEqual(new Map([['a', '1'], ['b/c/d', '2']]));
  });

  test('has the permissions of any new file', () => {
    const folder = folderOf({ a: '1' });
    fs.writeFileSync(path.join(folder, 'other'), '');
    expect(fs.statSync(path.join(folder, 'a')).mode).toBe(fs.statSync(path.join(folder, 'other')).mode);
  });

  test('whose bytes are the same is left alone', () => {
    const folder = folderOf({ a: 'same' });
    const file = path.join(folder, 'a');
    fs.utimesSync(file, LONG_AGO, LONG_AGO);
    const { ino } = fs.statSync(file);
    expect(change(folder, { a: 'same' })).toEqual({ written: 0, unchanged: 1, removed: 0 });
    expect(fs.statSync(file)).toMatchObject({ mtime: LONG_AGO, ino });
  });

  test('whose bytes differ is replaced as a whole: who reads the old one reads it to its end', () => {
    const folder = folderOf({ a: 'a long text', b: 'kept' });
    const reader = fs.openSync(path.join(folder, 'a'), 'r');
    expect(change(folder, { a: 'new', b: 'kept' })).toEqual({ written: 1, unchanged: 1, removed: 0 });
    expect(filesOf(folder)).toEqual(new Map([['a', 'new'], ['b', 'kept']]));
    expect(fs.readFileSync(reader, 'utf8')).toBe('a long text');
    fs.closeSync(reader);
  });

  test('of the same length is replaced, too', () => {
    const folder = folderOf({ a: 'old' });
    change(folder, { a: 'new' });
    expect(filesOf(folder)).toEqual(new Map([['a', 'new']]));
  });

  test('whose text is not ASCII is compared by its bytes', () => {
    const folder = folderOf({ a: 'ä€😀' });
    expect(fs.readFileSync(path.join(folder, 'a'))).toEqual(Buffer.from('c3a4e282acf09f9880', 'hex'));
    expect(change(folder, { a: 'ä€😀' }).unchanged).toBe(1);
  });
});

test('a file that another synth removes between two looks is written', () => {
  const folder = folderOf({ a: '1' });
  const seen = fs.lstatSync(path.join(folder, 'a'));
  fs.rmSync(path.join(folder, 'a'));
  const known = new Folder(folder);
  jest.spyOn(known, 'look').mockReturnValue(seen);
  expect(known.has('a', Buffer.from('1'))).toBeUndefined();
});

describe('a file that is removed', () => {
  test('takes the folders with it that are empty then, and no others', () => {
    const folder = folderOf({ 'a/b/c/gone': '', 'a/b/d/gone': '', 'a/kept': '', 'e/gone': '' });
    fs.mkdirSync(path.join(folder, 'e/empty'));
    expect(change(folder, {}, ['a/b/c/gone', 'a/b/d/gone', 'e/gone'])).toEqual({ written: 0, unchanged: 0, removed: 3 });
    expect(contentsOf(folder)).toEqual(['a', 'a/kept', 'e', 'e/empty']);
  });

  test('leaves the output folder itself', () => {
    const folder = folderOf({ gone: '' });
    change(folder, {}, ['gone']);
    expect(contentsOf(folder)).toEqual([]);
  });

  test('stays if it is written as well', () => {
    const folder = folderOf({ a: 'old' });
    expect(change(folder, { a: 'new' }, ['a'])).toEqual({ written: 1, unchanged: 0, removed: 0 });
    expect(filesOf(folder)).toEqual(new Map([['a', 'new']]));
  });

  test('may be gone already', () => {
    const folder = folderOf({ kept: '' });
    expect(change(folder, {}, ['gone', 'no/folder/gone'])).toEqual({ written: 0, unchanged: 0, removed: 0 });
    expect(contentsOf(folder)).toEqual(['kept']);
  });

  test('is not a folder of that name', () => {
    const folder = folderOf({ 'a/kept': '' });
    fs.mkdirSync(path.join(folder, 'empty'));
    expect(change(folder, { b: '' }, ['a', 'empty']).removed).toBe(0);
    expect(contentsOf(folder)).toEqual(['a', 'a/kept', 'b', 'empty']);
  });
});

const object = (scope: Chart, name: string, fields: object = {}) => new ApiObject(scope, name, {
  apiVersion: 'v1', kind: 'Thing', metadata: { name }, ...fields,
});

/** An app of which each chart has one object. */
function appOf(outdir: string, charts: Record<string, object>, layout?: Layout): PinterestApp {
  const app = new PinterestApp({ outdir, layout, name: 'test' });
  for (const [id, fields] of Object.entries(charts)) object(new Chart(app, id), 'object', fields);
  return app;
}

/** The output of charts a, b and c, which may have been changed since. */
function earlier(change_: (folder: string) => void = () => {}): { readonly folder: string; expectUntouched(): void } {
  const folder = freshFolder();
  appOf(folder, { a: {}, b: {}, c: {} }).synth();
  change_(folder);
  const [contents, files] = [contentsOf(folder), filesOf(folder)];
  return {
    folder,
    expectUntouched: () => {
      expect(contentsOf(folder)).toEqual(contents);
      expect(filesOf(folder)).toEqual(files);
    },
  };
}

const CHANGED = { changed: true };

describe('nothing at all has changed', () => {
  test.each([
    ['first', 'a'], ['one in the middle', 'b'], ['last', 'c'],
  ])('if a folder is where the %s file should be', (_, id) => {
    const { folder, expectUntouched } = earlier(at => {
      fs.rmSync(path.join(at, `${id}.k8s.yaml`));
      fs.mkdirSync(path.join(at, `${id}.k8s.yaml`));
    });
    expect(() => appOf(folder, { a: CHANGED, b: CHANGED, c: CHANGED }).synth())
      .toThrow(`${path.join(folder, `${id}.k8s.yaml`)} is a folder, but must be a file. Remove it.`);
    expectUntouched();
  });

  test('if a file is where a folder should be', () => {
    const { folder, expectUntouched } = earlier(at => fs.writeFileSync(path.join(at, 'b'), ''));
    const app = appOf(folder, { a: CHANGED });
    for (const id of ['a', 'b', 'c']) {
      object(new Chart(app.node.tryFindChild(id) as Chart ?? new Chart(app, id), 'inner'), 'object');
    }
    expect(() => app.synth()).toThrow(`${path.join(folder, 'b')} is a file, but must be a folder. Remove it.`);
    expectUntouched();
  });

  test('if objects cannot be written, of which all are named with what is wrong', () => {
    class Money {}
    const { folder, expectUntouched } = earlier();
    const app = appOf(folder, {
      a: CHANGED,
      instance: { spec: { price: new Money() } },
      number: { spec: { list: [1, NaN] } },
      code: { spec: { run: () => {} } },
      lazy: { spec: Lazy.any({ produce: () => { throw new Error('not yet known'); } }) },
      patched: CHANGED,
    });
    expect(complaints(() => app.synth())).toEqual([
      '[instance/object] .spec.price is an instance of Money, which JSON, and so a manifest, cannot contain. '
        + 'Write a plain object, a list, a string, a finite number or a boolean.',
      '[number/object] .spec.list[1] is NaN, which JSON, and so a manifest, cannot contain. '
        + 'Write a plain object, a list, a string, a finite number or a boolean.',
      '[code/object] .spec.run is a function, which JSON, and so a manifest, cannot contain. '
        + 'Write a plain object, a list, a string, a finite number or a boolean.',
      '[lazy/object] not yet known',
    ]);
    expectUntouched();
  });

  test('if two objects would be the same file', () => {
    const { folder, expectUntouched } = earlier();
    const app = appOf(folder, { a: CHANGED, b: {} }, Layout.filePerResource());
    for (const name of ['one:two', 'one-two']) {
      new ApiObject(app.node.findChild('b') as Chart, name, { apiVersion: 'v1', kind: 'Thing', metadata: { name } });
    }
    expect(() => app.synth()).toThrow('b/thing.one-two.k8s.yaml');
    expectUntouched();
  });

  test('if a construct is wrong, also in a folder that is not there yet', () => {
    const folder = path.join(freshFolder(), 'dist');
    const app = appOf(folder, { a: {} });
    app.node.addValidation({ validate: () => ['is wrong'] });
    expect(() => app.synth()).toThrow('is wrong');
    expect(fs.existsSync(folder)).toBe(false);
  });
});
