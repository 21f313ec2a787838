import { PinterestChart, PinterestService, Scaling } from 'cdk8s-pinterest';
import { Probe } from 'cdk8s-plus-27';
import { Construct } from 'constructs';

/** What your team runs. */
export class Hello extends PinterestChart {
  constructor(scope: Construct, id: string) {
    super(scope, id, { namespace: 'hello', owner: { team: 'boards', contact: 'boards@example.com' } });

    new PinterestService(this, 'hello', {
      container: { image: 'registry.example.com/hello:1.0.0', portNumber: 8080, readiness: Probe.fromHttpGet('/healthz') },
      scaling: Scaling.between(3, 30).onCpu(60),
    });
  }
}
