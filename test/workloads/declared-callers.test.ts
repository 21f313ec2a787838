import { App, Chart } from 'cdk8s';
import { Caller, Channel } from 'cdk8s-pinterest';
import { WorkloadIntent } from 'cdk8s-pinterest/runtime';
import { Construct } from 'constructs';
import { declaredCallers, missingCallers } from '../../lib/workloads/declared-callers';
import { Placement } from '../../lib/workloads/placement';
import { register } from '../../lib/workloads/registry';
import { clusterOf, IDENTITY } from '../synth';

const CLUSTER = clusterOf({ identity: IDENTITY });
const PLACEMENT = { cluster: CLUSTER, namespace: 'shop' } as Placement;
const declared = (...callers: Caller[]) => declaredCallers(callers, PLACEMENT);

test('a caller lives in the callee\'s namespace unless it says another, and is known by its identity', () => {
  const callers = [Caller.workload('web'), Caller.workload('web', { namespace: 'front' }), Caller.external('cron', 'jobs')];
  expect(declared(...callers)).toEqual([
    { name: 'web', namespace: 'shop', field: 'callers', elsewhere: false, spiffeId: 'spiffe://example.com/ns/shop/sa/web' },
    { name: 'web', namespace: 'front', field: 'callers', elsewhere: false, spiffeId: 'spiffe://example.com/ns/front/sa/web' },
    { name: 'cron', namespace: 'jobs', field: 'callers', elsewhere: true, spiffeId: 'spiffe://example.com/ns/jobs/sa/cron' },
  ]);
});

test('a caller that the app does not have is missing, once it has all of its workloads; another app\'s never is', () => {
  const app = new App();
  const scope = new Construct(new Chart(app, 'chart'), 'api');
  const callers = declared(Caller.workload('web'), Caller.workload('wbe'), Caller.external('any', 'where'));
  const missing = () => missingCallers(scope, callers, CLUSTER.name).map(({ value }) => value);
  expect(missing()).toEqual(['shop/web', 'shop/wbe']);
  const web = { cluster: CLUSTER, namespace: 'shop', name: 'web' } as WorkloadIntent;
  register({ construct: new Construct(scope, 'web'), intent: web, channel: Channel.STABLE });
  expect(missing()).toEqual(['shop/wbe']);
  expect(missingCallers(scope, callers, 'elsewhere').map(({ value }) => value)).toEqual(['shop/web', 'shop/wbe']);
});

test('what is missing is told with those that there are, and how to name another app\'s', () => {
  const app = new App();
  const scope = new Construct(new Chart(app, 'chart'), 'api');
  const api = { cluster: CLUSTER, namespace: 'shop', name: 'api' } as WorkloadIntent;
  register({ construct: scope, intent: api, channel: Channel.STABLE });
  expect(missingCallers(scope, declared(Caller.workload('web')), 'prod')).toEqual([{
    field: 'callers',
    value: 'shop/web',
    rule: 'is not a workload of this app on the cluster prod',
    fix: 'Known workloads: shop/api. Write Caller.external(name, namespace) for a workload of another app.',
  }]);
});
