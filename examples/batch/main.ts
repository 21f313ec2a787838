import { ClusterScope, PinterestApp } from 'cdk8s-pinterest';
import { Pins } from './pins';
import { platform } from './platform';

const app = new PinterestApp({ platform });

for (const cluster of platform.clusters) {
  new Pins(new ClusterScope(app, cluster), 'pins', { version: process.env.VERSION ?? '1.0.0' });
}

app.synth();
