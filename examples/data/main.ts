import { PinterestApp } from 'cdk8s-pinterest';
import { ClusterStage } from 'cdk8s-pinterest/platform';
import { Orders } from './orders';
import { platform } from './platform';

const app = new PinterestApp({ platform });

for (const cluster of platform.clusters) {
  new Orders(new ClusterStage(app, cluster), 'orders', { version: process.env.VERSION ?? '1.0.0' });
}

app.synth();
