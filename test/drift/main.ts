import '../quiet';
import { apps, batches, definitions } from './apps';
import { applyTwice, GOOD, MANAGER, Outcome } from './twice';
import { Dice } from '../agree/dice';
import { Server } from '../agree/server';
import { Tally } from '../agree/tally';

/** How many of the faults are printed. */
const PRINTED = 20;

async function main(): Promise<boolean> {
  const count = Number(process.argv[2] ?? 0);
  const seed = Number(process.env.SEED ?? Date.now() % 1e9);
  if (!process.env.KUBECONFIG) throw new Error('Set KUBECONFIG to that of a cluster that has nothing else to do.');
  const server = new Server(process.env.KUBECONFIG, MANAGER);
  const version = await server.version();
  console.log(`Kubernetes ${version}, golden output and ${count} random apps, SEED=${seed}`);
  const defined = definitions();
  for (const definition of defined) await server.apply(definition);
  await server.serves(defined);

  const kinds = new Tally('kind', Object.values(Outcome));
  const between = new Tally('written between two applies by somebody else', ['documents']);
  const faults: string[] = [];
  let applied = 0;
  for (const batch of batches(apps(version, count, new Dice(seed), seed.toString(36)))) {
    const namespaces = batch.flatMap(app => app.namespaces);
    await server.applyAll(namespaces.map(name => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } })));
    const documents = batch.flatMap(app => app.documents);
    for (const { document, outcome, reasons } of await applyTwice(server, documents)) {
      kinds.add(document.kind, outcome);
      if (outcome === Outcome.SETTLED) reasons.forEach(field => between.add(`${document.kind} ${field}`, 'documents'));
      if (!GOOD.includes(outcome)) {
        const { name } = batch.find(app => app.documents.includes(document))!;
        faults.push([`${name}, ${document.kind} ${document.metadata.name}: ${outcome}`, ...reasons].join('\n  '));
      }
    }
    await server.removeAll(documents.filter(({ kind }) => kind !== 'Namespace'));
    applied += batch.length;
  }
  server.close();
  console.log(`\n${kinds.table(Infinity)}\n\n${between.table()}\n\n${applied} apps, ${faults.length} faults`);
  faults.slice(0, PRINTED).forEach(fault => console.log(fault));
  return faults.length === 0;
}

main().then(still => { process.exitCode = still ? 0 : 1; }, error => {
  console.error(error);
  process.exitCode = 2;
});
