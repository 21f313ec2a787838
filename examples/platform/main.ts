import { PinterestApp, PinterestChart } from 'cdk8s-pinterest';
import { ClusterStage, PlatformNamespaces, PlatformRuntime } from 'cdk8s-pinterest/platform';
import { platform } from './platform';
import { Pins } from './teams';

const app = new PinterestApp({ platform, releaseReport: 'releases.txt' });

const owner = { team: 'infrastructure', contact: '#infrastructure' };

for (const cluster of platform.clusters) {
  const scope = new ClusterStage(app, cluster);
  // Of the runtime, and of all teams; what is known of a team's stands here.
  new PlatformNamespaces(new PinterestChart(scope, 'namespaces', { owner }), 'namespaces', {
    namespaces: [{ name: 'pins', owner: { team: 'pins', contact: '#pins' } }],
  });
  const runtime = new PinterestChart(scope, 'runtime', { namespace: platform.runtimeNamespace, owner });
  new PlatformRuntime(runtime, 'runtime');
  new Pins(scope, 'pins');
}

app.synth();
