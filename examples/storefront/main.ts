import { PinterestApp } from 'cdk8s-pinterest';
import { ClusterStage } from 'cdk8s-pinterest/platform';
import { platform, production } from './platform';
import { Storefront } from './storefront';

const app = new PinterestApp({ platform });

for (const cluster of platform.clusters) {
  new Storefront(new ClusterStage(app, cluster), 'storefront', {
    version: process.env.VERSION ?? '1.0.0',
    host: cluster === production ? 'shop.example.com' : `shop.${cluster.environment}.example.com`,
  });
}

app.synth();
