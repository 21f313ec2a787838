import { Caller, PinterestApp, PinterestChart, PinterestJobSet, PinterestService, Scaling } from 'cdk8s-pinterest';

const app = new PinterestApp();
const chart = new PinterestChart(app, 'shop', { namespace: 'shop', owner: { team: 'shop', contact: 'shop@example.com' } });

new PinterestService(chart, 'web', {
  container: { image: 'registry.example.com/web:1.0.0', portNumber: 80800 },
  callers: [Caller.workload('ip')],
  scaling: Scaling.between(5, 3),
});

new PinterestService(chart, 'api', { container: { image: 'registry.example.com/api:1.0.0', portNumber: 8080 } });

new PinterestJobSet(chart, 'import', { container: { image: 'registry.example.com/<import>' }, expires: '2020-02-31' });

app.synth();
