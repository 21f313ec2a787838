import { PinterestApp } from 'cdk8s-pinterest';
import { ClusterStage } from 'cdk8s-pinterest/platform';
import { Hello } from './hello';
import { platform } from './platform';

const app = new PinterestApp({ name: 'hello', platform });

for (const cluster of platform.clusters) new Hello(new ClusterStage(app, cluster), 'hello');

app.synth();
