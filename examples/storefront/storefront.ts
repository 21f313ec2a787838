import { Duration, Size } from 'cdk8s';
import {
  Artifact, Egress, EgressPeer, Exposure, HealthCheck, PinterestChart, PinterestService, PinterestServiceProps,
  PinterestStatefulSet, Port, Scaling,
} from 'cdk8s-pinterest';
import { Cpu } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { callersOf, callsOf, Name, portOf } from './calls';

/** What CI built, and where it runs. */
export interface StorefrontBuild {
  readonly version: string;

  /** The host name of the shop. */
  readonly host: string;

  /** @default storefront */
  readonly namespace?: string;

  /**
   * The storage class of the volume with the carts.
   *
   * @default - the cluster's default
   */
  readonly storageClass?: string;

  /**
   * What services have otherwise than usual, by name.
   *
   * @default - nothing
   */
  readonly settings?: { readonly [name in Name]?: Partial<PinterestServiceProps> };
}

const IMAGE = 'registry.example.com/storefront';

/** A shop: a web page, the gRPC services behind it, the store of its carts, and clients that buy all the time. */
export class Storefront extends PinterestChart {
  constructor(scope: Construct, id: string, private readonly build: StorefrontBuild) {
    super(scope, id, { namespace: build.namespace ?? 'storefront', owner: { team: 'shop', contact: 'shop@example.com' } });

    new PinterestService(this, 'frontend', {
      ...this.program('frontend'),
      ports: [Port.http(portOf('frontend'))],
      health: { readiness: HealthCheck.http('/healthz') },
      exposure: Exposure.ingress({ host: build.host }),
      scaling: Scaling.between(2, 10).onCpu(60),
    });

    this.grpc('ads');
    this.grpc('cart');
    // Callers come to new pods, too, though gRPC clients keep their connections.
    this.grpc('catalog', { scaling: Scaling.between(2, 10).onCpu(60), traffic: { requestsPerConnection: 1000 } });
    // An order that has begun is finished before its pod ends.
    this.grpc('checkout', { stop: Duration.minutes(1) });
    this.grpc('currency');
    this.grpc('email');
    // Sees card numbers, so it connects to the bank alone.
    this.grpc('payment', { network: { egress: Egress.only(EgressPeer.ranges(['203.0.113.0/24'], { ports: [443] })) } });
    this.grpc('recommendation');
    this.grpc('shipping');

    this.redis();

    new PinterestService(this, 'load', { ...this.program('load'), scaling: Scaling.fixed(1) });
  }

  /** A gRPC service of the shop; they are alike. */
  private grpc(name: Name, props: Partial<PinterestServiceProps> = {}): PinterestService {
    return new PinterestService(this, name, {
      ...this.program(name),
      ports: [Port.grpc(portOf(name))],
      // Ready if the service itself says so, which may miss another one; alive as long as the server answers.
      health: { readiness: HealthCheck.grpc({ service: name, period: Duration.seconds(5) }), liveness: HealthCheck.grpc() },
      ...props,
    });
  }

  /** What all programs of the shop have in common: they are one image, and differ by an argument. */
  private program(name: Name): PinterestServiceProps {
    return {
      artifact: Artifact.of({ image: IMAGE, version: this.build.version }),
      container: {
        image: IMAGE,
        args: [name],
        resources: { cpu: { request: Cpu.millis(20) }, memory: { request: Size.mebibytes(32), limit: Size.mebibytes(128) } },
      },
      callers: callersOf(name),
      calls: callsOf(name),
      ...this.build.settings?.[name],
    };
  }

  /** The carts, and metrics for monitoring. */
  private redis(): void {
    const store = new PinterestStatefulSet(this, 'redis', {
      container: {
        image: 'docker.io/library/redis:7',
        command: ['redis-server', '--dir', '/data', '--appendonly', 'yes', '--protected-mode', 'no'],
        resources: { cpu: { request: Cpu.millis(50) }, memory: { request: Size.mebibytes(64), limit: Size.mebibytes(256) } },
      },
      replicas: 1,
      security: { user: 999 },
      ports: [Port.tcp(portOf('redis'), { name: 'redis' })],
      health: { readiness: HealthCheck.command(['redis-cli', 'ping']) },
      storage: [{ name: 'data', mountPath: '/data', size: Size.gibibytes(1), storageClass: this.build.storageClass }],
      callers: callersOf('redis'),
    });
    store.pod.addSidecar('exporter', {
      container: { image: 'docker.io/oliver006/redis_exporter:v1' },
      ports: [Port.metrics(9121)],
    });
  }
}
