import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { loadAll } from 'js-yaml';
import { createNamespace, kubectl, serverVersion } from './kubectl';
import { lostFields } from '../drift/kept';

const ROOT = path.join(__dirname, '../..');
const NEWEST = serverVersion() === '1.37';

/** Kinds that the cluster serves; others belong to operators that may be missing. */
const served = new Set(kubectl(['api-resources', '--no-headers']).trim().split('\n').map(line => line.split(/\s+/).at(-1)));

function documentsIn(folder: string): any[] {
  const files = fs.readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(file => file.endsWith('.yaml'));
  return files.flatMap(file => loadAll(fs.readFileSync(path.join(folder, file), 'utf8')) as any[]);
}

/** A dry run on the server, as Argo CD does it: it takes the documents, and keeps all that they say as they say it. */
function accept(documents: any[]): void {
  const left = [...new Set(documents.filter(document => !served.has(document.kind)).map(document => document.kind))];
  if (left.length > 0) console.log(`not served here: ${left.join(', ')}`);
  const items = documents.filter(document => served.has(document.kind));
  const { status, stdout, stderr } = spawnSync(process.env.KUBECTL ?? 'kubectl', [
    'apply', '--server-side', '--dry-run=server', '-o', 'json', '-f', '-',
  ], { input: JSON.stringify({ apiVersion: 'v1', kind: 'List', items }), encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
  expect({ stderr, status }).toEqual({ stderr: '', status: 0 });
  const kept = JSON.parse(stdout).items;
  expect(kept).toHaveLength(items.length);
  expect(items.flatMap((item, n) => lostFields(item, kept[n], `${item.kind} ${item.metadata.name}`))).toEqual([]);
}

const examples = fs.readdirSync(path.join(ROOT, 'examples'))
  .filter(name => fs.existsSync(path.join(ROOT, 'examples', name, 'golden')));

test.each(examples)('the API server takes all of the example %s as it is, without a warning', example => {
  const golden = path.join(ROOT, 'examples', example, 'golden');
  const cluster = path.join(golden, NEWEST ? 'prod-east' : 'staging');
  const documents = documentsIn(fs.existsSync(cluster) ? cluster : golden);
  new Set(documents.map(document => document.metadata.namespace).filter(namespace => namespace && namespace !== 'default'))
    .forEach(namespace => createNamespace(namespace, namespace === 'platform' ? 'privileged' : 'restricted'));
  accept(documents);
});

test('the API server takes every kind of workload with every property as it is, without a warning', () => {
  createNamespace('platform', 'privileged');
  accept(documentsIn(path.join(ROOT, 'test/golden', NEWEST ? '1.37' : '1.27')));
});
