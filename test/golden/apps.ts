import * as fs from 'node:fs';
import * as path from 'node:path';
import { loadAll } from 'js-yaml';

const ROOT = path.join(__dirname, '../..');

/** Golden output that is applied together: that of an example on one cluster, or of a case. */
export interface GoldenApp {
  readonly name: string;
  /** The version of the cluster that it is for, such as 1.27. */
  readonly version: string;
  readonly documents: any[];
}

/** All golden output. */
export function goldenApps(): GoldenApp[] {
  return [
    ...['1.27', '1.37'].flatMap(version => namesIn(`test/golden/${version}`).map(
      name => ({ name, version, documents: documentsIn(`test/golden/${version}/${name}`) }),
    )),
    ...namesIn('examples').filter(name => fs.existsSync(path.join(ROOT, 'examples', name, 'golden'))).flatMap(name =>
      foldersOf(`examples/${name}/golden`).map(folder => ({
        name: folder, version: folder.endsWith('/staging') ? '1.27' : '1.37', documents: documentsIn(folder),
      })),
    ),
    ...foldersOf('examples/template/dist').map(folder => ({ name: folder, version: '1.37', documents: documentsIn(folder) })),
  ];
}

/** Its folder of each cluster; those with one cluster have none. */
function foldersOf(folder: string): string[] {
  const clusters = namesIn(folder).filter(name => fs.statSync(path.join(ROOT, folder, name)).isDirectory());
  return clusters.length > 0 ? clusters.map(cluster => `${folder}/${cluster}`) : [folder];
}

function documentsIn(place: string): any[] {
  return (place.endsWith('.yaml') ? [place] : namesIn(place).map(name => `${place}/${name}`))
    .filter(file => file.endsWith('.yaml'))
    .flatMap(file => loadAll(fs.readFileSync(path.join(ROOT, file), 'utf8')) as any[])
    .filter(Boolean);
}

function namesIn(folder: string): string[] {
  return fs.readdirSync(path.join(ROOT, folder)).filter(name => !name.startsWith('.')).sort();
}
