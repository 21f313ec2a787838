import { deepStrictEqual } from 'node:assert';
import { readFileSync } from 'node:fs';
import { parseAllDocuments } from 'yaml';

/*
 * Whether two files have the same objects, whatever the order: kustomize sorts them and their fields. It writes YAML 1.1, and
 * strings in our output are the same for readers of both.
 */
const [built, golden] = process.argv.slice(2).map(file => (
  Object.fromEntries(parseAllDocuments(readFileSync(file, 'utf8'), { version: '1.1' }).map(document => {
    const object = document.toJS();
    return [`${object.kind} ${object.metadata.namespace}/${object.metadata.name}`, object];
  }))
));
deepStrictEqual(Object.keys(built).sort(), Object.keys(golden).sort());
for (const name of Object.keys(golden)) deepStrictEqual(built[name], golden[name], `${name} differs`);
console.log(`kustomize: ${Object.keys(built).length} objects are those of the golden output`);
