import { Cron, Duration, Size } from 'cdk8s';
import {
  Adoption, Artifact, Caller, PinterestChart, PinterestCronJob, PinterestService, PinterestStatefulSet, Plaintext, Port, Scaling,
  StartOrder,
} from 'cdk8s-pinterest';
import { Probe } from 'cdk8s-plus-27';
import { IMAGE, labels, NAMESPACE, STORE } from './chart';
import { manifestOf } from '../manifest';
import { MESH } from '../mesh';

/** How far the move is. */
export enum Step {
  /** The callees are the library's, and let their callers in without a certificate, too. */
  BOTH_DOORS,
  /** A caller is the library's, too. */
  CALLER,
  /** Nobody comes without a certificate. */
  CLOSED,
}

const CLIENT = Caller.pods({ labels: { app: 'client' } });
const every = Cron.schedule({ minute: '*' });
const artifact = Artifact.of({ image: IMAGE.split(':')[0], version: '1.0.0' });
const container = (name: string) => ({
  name,
  image: IMAGE.split(':')[0],
  portNumber: 8080,
  readiness: Probe.fromHttpGet('/', { port: 8080, periodSeconds: Duration.seconds(2) }),
});

/** What the release becomes. Its web service is called as the labels of its pods say, and the rest as the chart's objects are. */
export function manifest(step: Step, storageClass: string): string {
  return manifestOf(NAMESPACE, chart => build(chart, step, storageClass), { identity: MESH }, { today: '2026-11-24' });
}

function build(chart: PinterestChart, step: Step, storageClass: string): void {
  const traffic = step === Step.CLOSED ? undefined : { plaintext: Plaintext.until('2026-12-31') };
  const callers = {
    // By its identity, too, so that the proxies need not learn of it later.
    [Step.BOTH_DOORS]: [Caller.external('front', NAMESPACE), Caller.pods({ labels: labels('front') }), CLIENT],
    [Step.CALLER]: [Caller.workload('front'), CLIENT],
    [Step.CLOSED]: [Caller.workload('front')],
  }[step];
  new PinterestService(chart, 'web', {
    container: container('web'),
    artifact,
    adoption: Adoption.of({ name: 'shop-web', selector: labels('web') }),
    service: { name: 'shop-web' },
    scaling: Scaling.fixed(3),
    callers,
    traffic,
  });
  new PinterestStatefulSet(chart, 'shop-db', {
    container: { ...container('db'), portNumber: undefined, command: ['node', '-e', STORE] },
    artifact,
    ports: [Port.http(8080, { name: 'http', servicePort: 443 })],
    adoption: Adoption.of({ selector: labels('db'), claimLabels: labels('db') }),
    governingService: 'shop-db-headless',
    startOrder: StartOrder.PARALLEL,
    replicas: 2,
    storage: [{ name: 'data', mountPath: '/data', size: Size.gibibytes(1), storageClass }],
    callers,
    traffic,
  });
  // Beside the pods of the chart, until the Service leads to these.
  new PinterestService(chart, 'side', {
    container: container('app'),
    artifact,
    callers: [Caller.workload('web'), ...step === Step.CLOSED ? [] : [CLIENT]],
    traffic,
    moreServices: step === Step.BOTH_DOORS ? [] : [{ name: 'shop-side', ports: ['http'] }],
  });
  if (step !== Step.BOTH_DOORS) {
    new PinterestService(chart, 'front', {
      container: container('front'),
      artifact,
      adoption: Adoption.of({ name: 'shop-front', selector: labels('front') }),
      service: { name: 'shop-front' },
      traffic,
      callers: [Caller.workload('web'), ...step === Step.CLOSED ? [] : [CLIENT]],
    });
  }
  for (const name of ['shop-report', 'clean']) {
    new PinterestCronJob(chart, name, {
      container: { name: 'job', image: IMAGE.split(':')[0], command: ['node', '-e', '0'] },
      artifact,
      schedule: every,
      successfulHistory: 10,
    });
  }
}
