import { Cron, Duration, Size } from 'cdk8s';
import {
  Artifact, FailurePolicy, PinterestChart, PinterestCronJob, PinterestJobSet, Shards, ShardStorage,
} from 'cdk8s-pinterest';
import { Cpu, EnvValue } from 'cdk8s-plus-27';
import { Construct } from 'constructs';

/** What CI built. */
export interface PinsBuild {
  readonly version: string;
}

/** The batch work of a team: an index over all pins, made in parts; a model for each country; a report every night. */
export class Pins extends PinterestChart {
  constructor(scope: Construct, id: string, build: PinsBuild) {
    super(scope, id, { namespace: 'indexing', owner: { team: 'pins', contact: 'pins@example.com' } });

    const artifact = Artifact.of({ image: 'registry.example.com/pins', version: build.version });
    const container = {
      image: 'registry.example.com/pins',
      resources: { cpu: { request: Cpu.units(1) }, memory: { request: Size.gibibytes(1), limit: Size.gibibytes(2) } },
    };

    // Twenty parts of a range, eight at a time; each part finds its bounds in its own file.
    new PinterestJobSet(this, 'index', {
      container: { ...container, command: ['build-index', '--part', '/etc/app/part.yaml', '--out', '/index'] },
      artifact,
      shards: Shards.range({ start: 0, end: 1_000_000, size: 50_000 }),
      parallelism: 8,
      config: {
        files: {
          'part.yaml': 'part: {{shard}}\nof: {{shards}}\nfirst: {{start}}\nbefore: {{end}}\n',
          'cluster.yaml': 'region: {{region}}\n',
        },
      },
      storage: [
        ShardStorage.ephemeral({ name: 'scratch', mountPath: '/scratch', size: Size.gibibytes(20) }),
        ShardStorage.shared({ name: 'index', mountPath: '/index', size: Size.gibibytes(100) }),
      ],
      retries: 2,
      // 64: the input is invalid, and a retry would not help.
      failurePolicy: FailurePolicy.giveUpOn(64),
      deadline: Duration.hours(6),
    });

    // A list instead of a range. Each country keeps its model for the next run.
    new PinterestJobSet(this, 'models', {
      container: {
        ...container,
        command: ['train', '--country', '/etc/app/country', '--name', 'model-$(SHARD)'],
        envVariables: { MODEL: EnvValue.fromValue('model-$(SHARD)') },
      },
      artifact,
      shards: Shards.of('de', 'fr', 'us'),
      config: { files: { country: '{{value}}' } },
      storage: [ShardStorage.perShard({ name: 'model', mountPath: '/model', size: Size.gibibytes(10) })],
    });

    new PinterestCronJob(this, 'report', {
      container: { ...container, command: ['report'] },
      artifact,
      schedule: Cron.schedule({ minute: '30', hour: '2' }),
      timeZone: 'America/Los_Angeles',
      deadline: Duration.hours(1),
    });
  }
}
