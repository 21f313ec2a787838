import { PinterestApp } from 'cdk8s-pinterest';
import { ClusterStage } from 'cdk8s-pinterest/platform';
import { Pins } from './pins';
import { platform } from './platform';

const app = new PinterestApp({ platform });

for (const cluster of platform.clusters) {
  new Pins(new ClusterStage(app, cluster), 'pins', { version: process.env.VERSION ?? '1.0.0' });
}

app.synth();
