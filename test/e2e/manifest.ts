import { App } from 'cdk8s';
import { PinterestChart } from 'cdk8s-pinterest';
import { Cluster, ClusterProps, KubernetesVersion, Platform, PlatformProps } from 'cdk8s-pinterest/platform';
import { serverVersion } from './kubectl';

/** What a team builds in a chart, as the manifest for this cluster. */
export function manifestOf(
  namespace: string, build: (chart: PinterestChart) => void, cluster: Partial<ClusterProps> = {},
  platform: Partial<PlatformProps> = {},
): string {
  const app = new App();
  new Platform({
    clusters: [new Cluster({ name: 'e2e', environment: 'test', version: KubernetesVersion.of(serverVersion()), ...cluster })],
    ...platform,
  }).attach(app);
  const chart = new PinterestChart(app, 'chart', { namespace, owner: { team: 'infrastructure', contact: 'infra@example.com' } });
  build(chart);
  return app.synthYaml();
}
