import { PinterestApp } from 'cdk8s-pinterest';
import { ClusterStage } from 'cdk8s-pinterest/platform';
import { platform } from './platform';
import { Training } from './training';

const app = new PinterestApp({ platform });

for (const cluster of platform.clusters) {
  new Training(new ClusterStage(app, cluster), 'training', { version: process.env.VERSION ?? '1.0.0' });
}

app.synth();
