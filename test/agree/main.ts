import '../quiet';
import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { loadAll } from 'js-yaml';
import { Answer } from './answer';
import { compare } from './compare';
import { Dice } from './dice';
import { askProgram } from './program';
import { questions } from './questions';
import { Report } from './report';
import { Server } from './server';
import { NAMESPACES } from './synth';

const ROOT = path.join(__dirname, '../..');

/** What the server has before the documents: the namespaces, and the custom resources that the library writes. */
function setup(): any[] {
  const definitions = fs.readdirSync(path.join(ROOT, 'imports')).filter(file => file.endsWith('.crd.yaml'))
    .flatMap(file => loadAll(fs.readFileSync(path.join(ROOT, 'imports', file), 'utf8')) as any[]);
  return [
    ...definitions.map(({ metadata, ...definition }) => ({
      ...definition, metadata: { ...metadata, annotations: { 'api-approved.kubernetes.io': 'unapproved, for tests' } },
    })),
    ...NAMESPACES.map(name => ({
      apiVersion: 'v1', kind: 'Namespace',
      metadata: { name, labels: { 'pod-security.kubernetes.io/warn': name === 'platform' ? 'privileged' : 'restricted' } },
    })),
  ];
}

/** Asks the program of this version: VERDICT, or one that is built for it. */
function ask(version: string, before: any[], documents: any[]): Answer[] {
  if (process.env.VERDICT) return askProgram(process.env.VERDICT, before, documents);
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'agree-'));
  try {
    const program = path.join(folder, 'verdict');
    const { status } = spawnSync(path.join(ROOT, 'verdict/build'), [version, program], { stdio: 'inherit' });
    if (status !== 0) throw new Error(`verdict/build ${version}: status ${status}`);
    return askProgram(program, before, documents);
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
}

async function main(): Promise<boolean> {
  const count = Number(process.argv[2] ?? 1000);
  const seed = Number(process.env.SEED ?? Date.now() % 1e9);
  if (!process.env.KUBECONFIG) throw new Error('Set KUBECONFIG to that of a cluster that has nothing else to do.');
  const server = new Server(process.env.KUBECONFIG);
  const version = await server.version();
  console.log(`Kubernetes ${version}, ${count} documents, SEED=${seed}`);
  const before = setup();
  for (const document of before) await server.apply(document);
  await server.serves(before.filter(({ kind }) => kind === 'CustomResourceDefinition'));

  const asked = questions(count, new Dice(seed), version);
  const written = asked.filter(({ document }) => document !== undefined);
  const documents = written.map(({ document }) => document);
  const program = ask(version, before, documents);
  const said = await server.ask(documents);
  server.close();
  const report = new Report();
  written.forEach((question, n) => report.add(question, program[n], said[n], compare(program[n], said[n])));
  report.addSpecs(asked);
  console.log(report.text());
  if (process.env.AGREE_OUTPUT) fs.writeFileSync(process.env.AGREE_OUTPUT, JSON.stringify(report.faults, null, 1));
  return report.faults.length === 0;
}

main().then(agreed => { process.exitCode = agreed ? 0 : 1; }, error => {
  console.error(error);
  process.exitCode = 2;
});
