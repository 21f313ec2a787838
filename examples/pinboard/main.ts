import { PinterestApp, PinterestChart } from 'cdk8s-pinterest';
import { ClusterStage, PlatformNamespaces, PlatformRuntime } from 'cdk8s-pinterest/platform';
import { Pinboard } from './pinboard';
import { platform } from './platform';

const app = new PinterestApp({ platform });

for (const cluster of platform.clusters) {
  const scope = new ClusterStage(app, cluster);
  const owner = { team: 'infrastructure', contact: 'infra@example.com' };
  // Those of the charts below.
  new PlatformNamespaces(new PinterestChart(scope, 'namespaces', { owner }), 'namespaces');
  const runtime = new PinterestChart(scope, 'runtime', { namespace: platform.runtimeNamespace, owner });
  new PlatformRuntime(runtime, 'runtime');
  new Pinboard(scope, 'pinboard', { version: process.env.VERSION ?? '1.0.0' });
}

app.synth();
