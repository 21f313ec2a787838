import { Release } from './release';
import { KubernetesVersion } from '../cluster/kubernetes-version';
import { DependenciesComponent } from '../runtime/dependencies/component';
import { DiscoveryComponent } from '../runtime/discovery/component';
import { EnvironmentComponent } from '../runtime/environment/component';
import { IdentityComponent } from '../runtime/identity/component';
import { SecretsComponent } from '../runtime/secrets/component';
import { StartupComponent } from '../runtime/startup/component';
import { TelemetryComponent } from '../runtime/telemetry/component';
import { TrafficComponent } from '../runtime/traffic/component';

/** The releases that this library ships. */
export class StandardRelease {
  /**
   * Environment on every cluster; identity and traffic on clusters that have an identity provider; discovery on clusters
   * that have ZooKeeper; telemetry on clusters that have a backend for it; nodes that are ready for it on clusters that have
   * a startup gate; secrets and dependencies where a workload asks for them.
   *
   * The image of the registrar is this library's own: a platform with ZooKeeper names the `imageRegistry` that holds it.
   *
   * HAProxy 2.6 (long-term support), OpenBao 2.7.2 and rclone 1.60 are the versions that the end-to-end tests run.
   */
  public static v202611(): Release {
    return new Release({
      name: '2026.11',
      newestKubernetes: KubernetesVersion.V1_37,
      components: [
        new EnvironmentComponent(),
        new StartupComponent(),
        new IdentityComponent(),
        new SecretsComponent({ image: 'quay.io/openbao/openbao:2.7.2' }),
        new DependenciesComponent({ image: 'docker.io/rclone/rclone:1.60' }),
        new TrafficComponent({ image: 'docker.io/library/haproxy:2.6' }),
        new DiscoveryComponent({ image: 'registrar:2026.11' }),
        new TelemetryComponent({ image: 'docker.io/otel/opentelemetry-collector-contrib:0.110.0' }),
      ],
    });
  }

  private constructor() {}
}
