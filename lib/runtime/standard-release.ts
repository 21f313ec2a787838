import { DiscoveryComponent } from './discovery/discovery-component';
import { EnvironmentComponent } from './environment';
import { IdentityComponent } from './identity';
import { Release } from './release';
import { SecretsComponent } from './secrets/secrets';
import { StartupComponent } from './startup/startup-component';
import { TrafficComponent } from './traffic/traffic';
import { KubernetesVersion } from '../platform/kubernetes-version';

/** The releases that this library ships. */
export class StandardRelease {
  /**
   * Environment on every cluster; identity and traffic on clusters that have an identity provider; discovery on clusters
   * that have ZooKeeper; nodes that are ready for it on clusters that have a startup gate.
   *
   * HAProxy 2.6 (long-term support) is the version that the end-to-end tests run.
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
        new TrafficComponent({ image: 'docker.io/library/haproxy:2.6' }),
        new DiscoveryComponent({ image: 'registry.example.com/platform/registrar:2026.11' }),
      ],
    });
  }

  private constructor() {}
}
