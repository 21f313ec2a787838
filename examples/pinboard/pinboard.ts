import { Size } from 'cdk8s';
import { Artifact, Caller, Exposure, PinterestChart, PinterestService, Scaling } from 'cdk8s-pinterest';
import { Cpu, Probe } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { GeodataOf } from './geodata';

/** What CI built. */
export interface PinboardBuild {
  readonly version: string;
}

/** Three services: `web` is exposed and calls `api`, which calls `boards`. `web` is not a declared caller of `boards`. */
export class Pinboard extends PinterestChart {
  public readonly web: PinterestService;
  public readonly api: PinterestService;
  public readonly boards: PinterestService;

  constructor(scope: Construct, id: string, build: PinboardBuild) {
    super(scope, id, { namespace: 'pinboard', owner: { team: 'boards', contact: 'boards@example.com' } });

    const artifact = Artifact.of({ image: 'registry.example.com/pinboard', version: build.version });
    const container = {
      image: 'registry.example.com/pinboard',
      portNumber: 8080,
      readiness: Probe.fromHttpGet('/healthz'),
      resources: { cpu: { request: Cpu.millis(50) }, memory: { request: Size.mebibytes(64), limit: Size.mebibytes(256) } },
    };

    this.web = new PinterestService(this, 'web', {
      container,
      artifact,
      exposure: Exposure.ingress({ host: 'pinboard.example.com' }),
    });

    this.api = new PinterestService(this, 'api', {
      container,
      artifact,
      callers: [Caller.workload('web')],
      scaling: Scaling.between(3, 30).onCpu(60),
      config: {
        files: { 'app.yaml': 'cluster: {{cluster}}\nboards: https://boards.{{namespace}}.svc\n' },
        env: { LOG_LEVEL: 'info' },
      },
    });

    this.boards = new PinterestService(this, 'boards', {
      container,
      artifact,
      callers: [Caller.workload('api')],
      requirements: [GeodataOf.country('de'), GeodataOf.country('us')],
    });
  }
}
