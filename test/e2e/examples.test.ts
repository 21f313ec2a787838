import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { loadAll } from 'js-yaml';
import { createNamespace, kubectl, serverVersion } from './kubectl';

const EXAMPLES = path.join(__dirname, '../../examples');

/** What an example gives for a cluster of this version: every file, or those of the folder whose cluster has it. */
function manifests(example: string): string[] {
  const golden = path.join(EXAMPLES, example, 'golden');
  const cluster = path.join(golden, serverVersion() === '1.37' ? 'prod-east' : 'staging');
  const folder = fs.existsSync(cluster) ? cluster : golden;
  return fs.readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(file => file.endsWith('.yaml')).map(file => fs.readFileSync(path.join(folder, file), 'utf8'));
}

/** Kinds that the cluster serves; others belong to operators that it may not have. */
const served = new Set(kubectl(['api-resources', '--no-headers']).trim().split('\n').map(line => line.split(/\s+/).at(-1)));

test.each(fs.readdirSync(EXAMPLES).filter(name => fs.existsSync(path.join(EXAMPLES, name, 'golden'))))('the API server takes all of %s, without a warning', example => {
  const documents = manifests(example).flatMap(text => loadAll(text) as any[]);
  const known = documents.filter(document => served.has(document.kind));
  const left = [...new Set(documents.filter(document => !served.has(document.kind)).map(document => document.kind))];
  if (left.length > 0) console.log(`${example}: not served here: ${left.join(', ')}`);
  for (const namespace of new Set(known.map(document => document.metadata.namespace).filter(Boolean))) if (namespace !== 'default') createNamespace(namespace);
  const { status, stderr } = spawnSync(process.env.KUBECTL ?? 'kubectl', ['apply', '--server-side', '--dry-run=server', '-f', '-'], { input: known.map(document => JSON.stringify(document)).join('\n---\n'), encoding: 'utf8' });
  expect(stderr).toBe('');
  expect(status).toBe(0);
});
