import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Size } from 'cdk8s';
import {
  Artifact, Dependency, Exposure, LogFiles, PinterestJobSet, PinterestService, PinterestServiceProps, PinterestTrainingJob,
  PinterestWorkload, PodItemType, SecretFile, Shards, TrafficProtocol, TrainingFramework,
} from 'cdk8s-pinterest';
import { SecretStore, TelemetryBackend } from 'cdk8s-pinterest/platform';
import { BARE, Built, IDENTITY, named, World } from './synth';

// What docs/application.md tells those who write an application.
const guide = readFileSync(join(__dirname, '../docs/application.md'), 'utf8');

/** The rows of a section's tables, in cells. */
function rowsOf(section: string): string[][] {
  const [, text] = guide.split(`# ${section}\n`);
  const lines = text.split(/^#/m)[0].split('\n').filter(line => /^\| (?!---)/.test(line));
  return lines.map(line => line.slice(2, -2).split(' | ')).slice(1);
}

const codeIn = (cell: string) => [...cell.matchAll(/`([^`]+)`/g)].map(([, code]) => code);
const namesIn = (section: string) => rowsOf(section).flatMap(([cell]) => codeIn(cell)).sort();

const FULL: World = {
  name: 'prod-east',
  region: 'us-east-1',
  identity: IDENTITY,
  ingress: { className: 'public', namespace: 'ingress' },
  secretStore: SecretStore.vault({ address: 'https://vault.example.com:8200' }),
  dependencyStore: { type: 's3', options: { provider: 'AWS' }, path: 'artifacts', secretName: 'store' },
  telemetry: { backend: TelemetryBackend.otlpHttp({ endpoint: 'https://telemetry.example.com:4318' }) },
};

const api = (world: World, props: Partial<PinterestServiceProps> = {}) => new Built(chart => new PinterestService(chart, 'api', {
  container: {
    image: 'registry.example.com/api',
    ports: [{ number: 8080 }, { name: 'console', number: 9000 }, { name: 'metrics', number: 9090 }],
    resources: { ephemeralStorage: { request: Size.gibibytes(1), limit: Size.gibibytes(2) } },
  },
  artifact: Artifact.of({ image: 'registry.example.com/api', version: '1.4.0' }),
  config: { files: { 'app.yaml': 'x: 1' } },
  exposure: Exposure.ingress({ host: 'api.example.com' }),
  ...props,
}), world, 'pinboard');

const full = api(FULL, {
  logs: LogFiles.of({ directory: '/var/log/app' }),
  secrets: [SecretFile.value({ path: 'kv/data/boards/db', key: 'password', file: 'db-password' })],
  dependencies: [Dependency.of({ path: 'models/v1', mountPath: '/var/lib/models' })],
});

const training = (framework: TrainingFramework) => new Built(chart => new PinterestTrainingJob(chart, 'ranker', {
  container: { image: 'registry.example.com/ranker:1', command: ['train'] }, framework,
})).it;

const variablesOf = ({ podItems }: PinterestWorkload, container = 'app') => podItems
  .filter(item => item.type === PodItemType.VARIABLE && item.container === container).map(item => item.name);

const ownOf = (names: string[]) => [...new Set(names)].filter(name => !namesIn('In every pod').includes(name)).sort();

test('the variables of every pod are those in the guide, and have the values of its examples', () => {
  expect(full.errors).toEqual([]);
  expect(variablesOf(full.it).sort()).toEqual(namesIn('In every pod'));
  const { env } = full.container('app');
  // What differs between pods is no code there.
  const examples = rowsOf('In every pod').filter(([, , , example]) => codeIn(example).length > 0);
  expect(examples.length).toBeGreaterThan(10);
  for (const [name, , , example] of examples) expect(named(env, codeIn(name)[0]).value).toBe(codeIn(example)[0]);
});

test('on a cluster without features a pod has those that are always set', () => {
  const always = rowsOf('In every pod').filter(([, , when]) => /^(always|with `(artifact|resources.*)`)$/.test(when));
  expect(variablesOf(api(BARE, { exposure: undefined }).it).sort()).toEqual(always.flatMap(([name]) => codeIn(name)).sort());
});

test('jobs have the variables of the guide besides', () => {
  const jobs = new Built(chart => new PinterestJobSet(chart, 'index', {
    container: { image: 'registry.example.com/index:1', command: ['index'] }, shards: Shards.count(20),
  })).it;
  expect(ownOf(variablesOf(jobs))).toEqual(namesIn('In job sets and cron jobs'));
});

test('trainings have the variables of the guide besides', () => {
  const names = [
    ...variablesOf(training(TrainingFramework.pytorch({ nodes: 8, processesPerNode: 4 })), 'pytorch'),
    ...variablesOf(training(TrainingFramework.pytorch({ nodes: 8, minNodes: 4 })), 'pytorch'),
    ...variablesOf(training(TrainingFramework.tensorflow({ workers: 2 })), 'tensorflow'),
  ];
  expect(ownOf(names)).toEqual(namesIn('In trainings'));
});

test('the folders are those in the guide', () => {
  const paths = full.container('app').volumeMounts.map(({ mountPath }: { mountPath: string }) => mountPath).sort();
  expect(paths).toEqual(['/etc/app', '/etc/secrets', '/var/lib/models', '/var/log/app', '/var/run/identity']);
  for (const path of paths.filter((each: string) => !each.startsWith('/var/l'))) {
    expect(rowsOf('Folders').flatMap(([cell]) => codeIn(cell))).toContain(path);
  }
});

test('the ports are those in the guide', () => {
  const portsOf = (built: Built<unknown>) => built.one('Service').spec.ports.map(
    ({ name, port, targetPort }: { name: string; port: number; targetPort: number }) => `${name} ${port} ${targetPort}`,
  );
  expect(portsOf(full)).toEqual(['https 443 8443', 'consoles 9000 8444', 'plain 80 8081', 'metrics 9090 9090']);
  expect(portsOf(api(FULL, { protocol: TrafficProtocol.TCP, exposure: undefined }))).toEqual([
    'tcp 8080 8443', 'console 9000 8444', 'metrics 9090 9090',
  ]);
  expect(portsOf(api(BARE, { exposure: undefined }))).toEqual(['http 80 8080', 'console 9000 9000', 'metrics 9090 9090']);
});
