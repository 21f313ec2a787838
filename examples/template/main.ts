import { ClusterScope, PinterestApp } from 'cdk8s-pinterest';
import { Hello } from './hello';
import { platform } from './platform';

const app = new PinterestApp({ name: 'hello', platform });

for (const cluster of platform.clusters) new Hello(new ClusterScope(app, cluster), 'hello');

app.synth();
