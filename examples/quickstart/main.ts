import { PinterestApp, PinterestChart, PinterestService } from 'cdk8s-pinterest';
import { Probe } from 'cdk8s-plus-27';

const app = new PinterestApp();
const chart = new PinterestChart(app, 'hello', { owner: { team: 'boards', contact: 'boards@example.com' } });

new PinterestService(chart, 'hello', {
  container: { image: 'registry.example.com/hello:1.0.0', portNumber: 8080, readiness: Probe.fromHttpGet('/healthz') },
});

app.synth();
