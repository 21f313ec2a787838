import {
  Channel, Dependency, LogFiles, PinterestChart, PinterestJobSet, PinterestService, Scaling, SecretFile, Shards,
} from 'cdk8s-pinterest';
import { Probe } from 'cdk8s-plus-27';
import { Construct } from 'constructs';

const container = { image: 'registry.example.com/pins:1.0.0', portNumber: 8080, readiness: Probe.fromHttpGet('/healthz') };

/**
 * Workloads of a team that mostly uses the defaults: one moves to new releases first, and one is not ready for the next release.
 */
export class Pins extends PinterestChart {
  constructor(scope: Construct, id: string) {
    super(scope, id, { namespace: 'pins', owner: { team: 'pins', contact: '#pins' } });
    for (const name of ['feed', 'search', 'comments', 'upload']) {
      new PinterestService(this, name, { container, scaling: Scaling.fixed(2) });
    }
    new PinterestService(this, 'related', {
      container,
      dependencies: [Dependency.of({ path: 'models/related/v12', mountPath: '/var/lib/models' })],
      logs: LogFiles.of({ directory: '/var/log/related' }),
    });
    new PinterestService(this, 'saves', {
      container,
      secrets: [SecretFile.value({ file: 'db-password', path: 'kv/data/pins/db', key: 'password' })],
    });
    new PinterestService(this, 'preview', { container, channel: Channel.CANARY });
    new PinterestService(this, 'legacy', { container, channel: Channel.pinned('2026.11', { until: '2026-12-31' }) });
    new PinterestJobSet(this, 'index', {
      container: { image: 'registry.example.com/pins:1.0.0', command: ['build-index'] }, shards: Shards.count(8),
    });
  }
}
