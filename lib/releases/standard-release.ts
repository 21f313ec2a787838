import { Release } from './release';
import { KubernetesVersion } from '../cluster/kubernetes-version';
import { DependenciesComponent } from '../runtime/dependencies/component';
import { DiscoveryComponent } from '../runtime/discovery/component';
import { EnvironmentComponent } from '../runtime/environment/component';
import { HAPROXY } from '../runtime/haproxy-image';
import { IdentityComponent } from '../runtime/identity/component';
import { SecretsComponent } from '../runtime/secrets/component';
import { StartupComponent } from '../runtime/startup/component';
import { TelemetryComponent } from '../runtime/telemetry/component';
import { TrafficComponent } from '../runtime/traffic/component';

/** The releases that this library ships. */
export class StandardRelease {
  /**
   * Has the environment component on every cluster; identity and traffic on clusters with an identity provider; discovery on
   * clusters with ZooKeeper; telemetry on clusters with a telemetry backend; startup on clusters with a startup gate; secrets
   * and dependencies for workloads that require them.
   *
   * The registrar image is built from this library: a platform with ZooKeeper must set the `imageRegistry` that holds it.
   *
   * HAProxy 3.0 (long-term support), OpenBao 2.7.2 and rclone 1.60 are the versions that the end-to-end tests run.
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
        new DependenciesComponent({ image: 'docker.io/rclone/rclone:1.60', proxyImage: HAPROXY }),
        new TrafficComponent({ image: HAPROXY }),
        new DiscoveryComponent({ image: 'registrar:2026.11' }),
        new TelemetryComponent({ image: 'docker.io/otel/opentelemetry-collector-contrib:0.110.0', toolsImage: HAPROXY }),
      ],
    });
  }

  private constructor() {}
}
