import { PinterestApp, PinterestChart, PinterestService } from 'cdk8s-pinterest';

const app = new PinterestApp();
const chart = new PinterestChart(app, 'shop', { namespace: 'shop', owner: { team: 'shop', contact: 'shop@example.com' } });

new PinterestService(chart, 'api', {
  container: { image: 'registry.example.com/api:1.0.0', portNumber: 8080 },
  ...{ scailing: 3 },
});

app.synth();
