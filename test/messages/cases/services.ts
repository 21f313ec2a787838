import { Duration } from 'cdk8s';
import { Mistakes, serviceWith, untyped } from '../mistakes';

const { Artifact, Channel, Dependency, DeploymentUpdate, LogFiles, SecretFile } = untyped;

/** Of what a service asks the platform for, and how it is updated. */
export const SERVICES: Mistakes = {
  'an owner that is a name': serviceWith(() => ({ owner: 'boards' })),
  'an owner without contact': serviceWith(() => ({ owner: { team: 'boards', contct: 'boards@example.com' } })),
  'a number of seconds': serviceWith(() => ({ stop: 30, drain: 10 })),
  'a day that is a Date': serviceWith(() => ({ expires: new Date(0) })),
  'an update that is a name': serviceWith(() => ({ update: 'Recreate' })),
  'an update by a number': serviceWith(() => ({ update: DeploymentUpdate.rolling({ maxSurge: 1 }) })),
  'a channel that is a name': serviceWith(() => ({ channel: 'canary' })),
  'an unknown release': serviceWith(() => ({ channel: Channel.pinned('2020.01') })),
  'a day in place of the options of a pin': serviceWith(() => ({ channel: Channel.pinned('2026.11', '2027-01-31') })),
  'a discovery that is a name': serviceWith(() => ({ discovery: 'kingpin' })),
  'a dependency that is a path': serviceWith(() => ({ dependencies: ['models/ranker'] })),
  'a dependency of a path': serviceWith(() => ({ dependencies: [Dependency.of('models/ranker')] })),
  'a dependency that is in no list': serviceWith(() => ({
    dependencies: Dependency.of({ path: 'models/ranker', mountPath: '/var/lib/models' }),
  })),
  'a secret of a path': serviceWith(() => ({ secrets: [SecretFile.json('kv/data/boards/db')] })),
  'a reaction that is a word': serviceWith(() => ({
    secrets: [SecretFile.json({ path: 'kv/data/boards/db', file: 'db', onChange: 'restart' })],
  })),
  'logs that are a folder': serviceWith(() => ({ logs: '/var/log/app' })),
  'logs of a folder': serviceWith(() => ({ logs: LogFiles.of('/var/log/app') })),
  'an artifact that is an image': serviceWith(() => ({ artifact: Artifact.of('registry.example.com/api:1') })),
  'an artifact of another image': serviceWith(() => ({
    artifact: Artifact.of({ image: 'registry.example.com/web', version: '1' }),
  })),
  'a file that is an object': serviceWith(() => ({ config: { files: { 'app.json': { debug: true } } } })),
  'a file in a folder': serviceWith(() => ({ config: { files: { 'conf/app.json': '{}' } } })),
  'a configuration that is a file': serviceWith(() => ({ config: { 'app.json': '{}' } })),
  'a configuration of numbers': serviceWith(() => ({ config: { env: { RETRIES: 3, DEBUG: true } } })),
  'traffic in seconds': serviceWith(() => ({ traffic: { idleTimeout: Duration.millis(10), silenceTimeout: 30 } })),
  'an adoption by hand': serviceWith(() => ({ adoption: { selector: { app: 'api' } } })),
};
