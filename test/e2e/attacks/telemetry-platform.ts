import * as fs from 'node:fs';
import * as path from 'node:path';
import { App } from 'cdk8s';
import { PinterestChart } from 'cdk8s-pinterest';
import {
  Cluster, KubernetesVersion, Platform, PlatformRuntime, StandardRelease, TelemetryBackend,
} from 'cdk8s-pinterest/platform';
import { apply, createNamespace, get, kubectl, serverVersion } from '../kubectl';

/** The credential that the collectors send to the backend. */
export const CREDENTIAL = 'Bearer-of-the-platform-0123456789';

const COLLECTOR = 'telemetry-2026-11';

/** A platform with collectors on each node, and a backend that takes what they send. */
export class TelemetryPlatform {
  private readonly runtime: string;
  public readonly backend: string;

  constructor(name: string) {
    this.runtime = `${name}-runtime`;
    this.backend = `${name}-backend`;
  }

  /** With a backend that keeps everything, which `received` of telemetry-received.ts reads. */
  public install(): void {
    this.start();
    const manifest = fs.readFileSync(path.join(__dirname, '..', 'telemetry-backend.yaml'), 'utf8');
    // Nothing that an earlier test has left behind.
    const afresh = manifest.replace(/ {2}volumeClaimTemplates:[^]*$/, '')
      .replace('volumes: [', 'volumes: [{name: data, emptyDir: {}}, ');
    kubectl(['apply', '-n', this.backend, '-f', '-'], afresh);
    kubectl(['rollout', 'status', 'statefulset/backend', '-n', this.backend, '--timeout=120s']);
    this.installCollectors();
  }

  /** With a backend that only looks for late lines, whatever comes: `sink.js`. */
  public installWithSink(): void {
    this.start();
    const script = fs.readFileSync(path.join(__dirname, 'sink.js'), 'utf8');
    const labels = { app: 'sink' };
    const securityContext = { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } };
    for (const object of [
      { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'sink' }, data: { 'sink.js': script } },
      { apiVersion: 'v1', kind: 'Service', metadata: { name: 'backend' }, spec: { selector: labels, ports: [{ port: 4318 }] } },
      {
        apiVersion: 'v1',
        kind: 'Pod',
        metadata: { name: 'sink', labels },
        spec: {
          terminationGracePeriodSeconds: 1,
          securityContext: { runAsNonRoot: true, runAsUser: 10001, seccompProfile: { type: 'RuntimeDefault' } },
          containers: [{
            name: 'sink',
            image: 'registry.example.com/pinboard:1.0.0',
            command: ['node', '/sink/sink.js'],
            readinessProbe: { httpGet: { path: '/', port: 4318 }, periodSeconds: 1 },
            securityContext,
            volumeMounts: [{ name: 'sink', mountPath: '/sink' }],
          }],
          volumes: [{ name: 'sink', configMap: { name: 'sink' } }],
        },
      },
    ]) kubectl(['apply', '-n', this.backend, '-f', '-'], JSON.stringify(object));
    kubectl(['wait', '--for=condition=Ready', 'pod/sink', '-n', this.backend, '--timeout=60s']);
    this.installCollectors();
  }

  /** Manifests of a team of this platform. */
  public manifest(namespace: string, build: (chart: PinterestChart) => void): string {
    const backend = TelemetryBackend.otlpHttp({
      endpoint: `http://backend.${this.backend}.svc:4318`,
      headers: [{ name: 'authorization', secretName: 'backend', secretKey: 'token' }],
    });
    const app = new App();
    new Platform({
      clusters: [new Cluster({
        name: 'e2e',
        environment: 'test',
        version: KubernetesVersion.of(serverVersion()),
        telemetry: { backend },
        // The backend's pod asks for metrics as Prometheus would.
        monitoringNamespace: this.backend,
      })],
      releases: [StandardRelease.v202611()],
      runtimeNamespace: this.runtime,
      infrastructureNamespaces: [this.runtime],
    }).attach(app);
    build(new PinterestChart(app, 'chart', { namespace, owner: { team: 'attackers', contact: 'attackers@example.com' } }));
    return app.synthYaml();
  }

  /** The collectors' pods. */
  public collectors(): any[] {
    return get('pods', '-n', this.runtime).items;
  }

  /** How often containers of collectors' pods have been started anew. */
  public restarts(): number {
    return this.collectors().flatMap(({ status }) => [status.containerStatuses ?? [], status.initContainerStatuses ?? []]).flat()
      .reduce((sum: number, { restartCount }: any) => sum + restartCount, 0);
  }

  /** What each container of a collector may not be without on a node: MiB of memory that it cannot give back. */
  public memoryMebibytes(node: string): { [container: string]: number } {
    const { pods } = JSON.parse(kubectl(['get', '--raw', `/api/v1/nodes/${node}/proxy/stats/summary`]));
    const own = pods.filter(({ podRef }: any) => podRef.namespace === this.runtime);
    return Object.fromEntries(own.flatMap(({ containers }: any) => containers).filter(({ memory }: any) => memory?.rssBytes)
      .map(({ name, memory }: any) => [name, Math.round(memory.rssBytes / 1024 / 1024)]));
  }

  public remove(): void {
    for (const namespace of [this.runtime, this.backend]) {
      kubectl(['delete', 'namespace', namespace, '--wait=false', '--ignore-not-found']);
    }
    const role = `daemon:${this.runtime}:${COLLECTOR}`;
    kubectl(['delete', 'clusterrole,clusterrolebinding', role, '--ignore-not-found']);
  }

  private start(): void {
    createNamespace(this.runtime, 'privileged');
    createNamespace(this.backend);
    apply(JSON.stringify({
      apiVersion: 'v1', kind: 'Secret', metadata: { name: 'backend', namespace: this.runtime }, stringData: { token: CREDENTIAL },
    }));
  }

  private installCollectors(): void {
    apply(this.manifest(this.runtime, chart => new PlatformRuntime(chart, 'runtime')));
    kubectl(['rollout', 'status', `daemonset/${COLLECTOR}`, '-n', this.runtime, '--timeout=180s']);
  }

  /** The address that pods send OTLP and statsd to. */
  public get collectorHost(): string {
    return `${COLLECTOR}.${this.runtime}.svc`;
  }
}
