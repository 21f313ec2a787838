import * as fs from 'node:fs';
import * as path from 'node:path';
import { Dice, Temper } from '../agree/dice';
import { synthesize } from '../agree/synth';
import { goldenApps } from '../golden/apps';

/** What is applied together, in namespaces of its own. */
export interface App {
  readonly name: string;
  readonly namespaces: string[];
  readonly documents: any[];
}

/**
 * The golden output for this version, and for older ones, for clusters are upgraded below it; then so many random apps.
 * @param run what the namespaces of this run have in their names.
 */
export function* apps(version: string, count: number, dice: Dice, run: string): Generator<App> {
  let made = 0;
  for (const golden of goldenApps().filter(each => minorOf(each.version) <= minorOf(version))) {
    yield apart(`${golden.name} for ${golden.version}`, golden.documents, `${run}-${made++}`);
  }
  for (let n = 0; n < count;) {
    const { kind, complaints, documents } = synthesize(dice.fork(dice.pick([Temper.VALID, Temper.NEARLY_VALID])), version);
    if (complaints.length === 0) yield apart(`random ${kind} ${n++}`, documents, `${run}-${made++}`);
  }
}

/** Apps that share no object, so that they can be applied at once. */
export function* batches(of: Iterable<App>): Generator<App[]> {
  let batch: App[] = [];
  let taken = new Set<string>();
  for (const app of of) {
    const objects = app.documents.map(({ kind, metadata: { namespace = '', name } }) => [kind, namespace, name].join());
    if (batch.length === BATCH || objects.some(object => taken.has(object))) {
      yield batch;
      [batch, taken] = [[], new Set()];
    }
    batch.push(app);
    objects.forEach(object => taken.add(object));
  }
  yield batch;
}

const BATCH = 20;

/** Definitions of the custom resources that the library writes. */
export function definitions(): any[] {
  const folder = path.join(__dirname, '../../verdict/definitions');
  return fs.readdirSync(folder).map(name => JSON.parse(fs.readFileSync(path.join(folder, name), 'utf8'))).map(definition => ({
    ...definition,
    metadata: { ...definition.metadata, annotations: { 'api-approved.kubernetes.io': 'unapproved, for tests' } },
  }));
}

/** In namespaces that no other app has, so that nothing is there before, and nobody waits until it is gone. */
function apart(name: string, documents: any[], suffix: string): App {
  const own = (namespace: string) => `${namespace}-${suffix}`;
  return {
    name,
    namespaces: [...new Set(documents.flatMap(({ metadata: { namespace } }) => namespace ? [own(namespace)] : []))],
    documents: documents.map(document => {
      const { namespace, ...metadata } = document.metadata;
      return { ...document, metadata: { ...metadata, ...namespace && { namespace: own(namespace) } } };
    }),
  };
}

const minorOf = (version: string) => Number(version.split('.')[1]);
