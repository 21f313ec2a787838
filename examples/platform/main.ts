import { PinterestApp, PinterestChart } from 'cdk8s-pinterest';
import { ClusterStage, PlatformRuntime } from 'cdk8s-pinterest/platform';
import { platform } from './platform';
import { Pins } from './teams';

const app = new PinterestApp({ platform, releaseReport: 'releases.txt' });

for (const cluster of platform.clusters) {
  const scope = new ClusterStage(app, cluster);
  const runtime = new PinterestChart(scope, 'runtime', {
    namespace: platform.runtimeNamespace, owner: { team: 'infrastructure', contact: '#infrastructure' },
  });
  new PlatformRuntime(runtime, 'runtime');
  new Pins(scope, 'pins');
}

app.synth();
