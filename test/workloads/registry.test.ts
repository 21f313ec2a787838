import { App, Chart } from 'cdk8s';
import { Channel } from 'cdk8s-pinterest';
import { WorkloadIntent } from 'cdk8s-pinterest/runtime';
import { Construct } from 'constructs';
import { workloadPath } from '../../lib/resources/names';
import { allRegistered, nameCollisions, register, registered, registeredNames } from '../../lib/workloads/registry';
import { clusterOf } from '../synth';

/** A workload of an app; each in a chart of its own. */
function add(app: App, id: string, [cluster, namespace, name]: [string, string, string]) {
  const construct = new Construct(new Chart(app, id), name);
  const intent = { cluster: clusterOf({ name: cluster }), namespace, name } as WorkloadIntent;
  register({ construct, intent, channel: Channel.STABLE });
  return { construct, intent };
}

test('a workload is found by cluster, namespace and name, from wherever in its app, and in no other app', () => {
  const [app, other] = [new App(), new App()];
  const { construct } = add(app, 'a', ['prod', 'shop', 'api']);
  for (const within of [app, construct, new Chart(app, 'elsewhere')]) {
    expect(registered(within, 'prod', 'shop', 'api')).toEqual([construct]);
  }
  for (const [cluster, namespace, name] of [['dev', 'shop', 'api'], ['prod', 'front', 'api'], ['prod', 'shop', 'web']]) {
    expect(registered(app, cluster, namespace, name)).toEqual([]);
  }
  expect(registered(other, 'prod', 'shop', 'api')).toEqual([]);
  expect(allRegistered(other)).toEqual([]);
});

test('all are told in the order of cluster, namespace and name, whatever the order in which they came', () => {
  const app = new App();
  add(app, '1', ['prod', 'shop', 'web']);
  add(app, '2', ['dev', 'shop', 'api']);
  add(app, '3', ['prod', 'front', 'web']);
  add(app, '4', ['prod', 'shop', 'api']);
  expect(allRegistered(app).map(({ intent: { cluster, namespace, name } }) => workloadPath(cluster.name, namespace, name)))
    .toEqual(['dev/shop/api', 'prod/front/web', 'prod/shop/api', 'prod/shop/web']);
});

test('the names of a cluster are its own: not those of one that is called alike', () => {
  const app = new App();
  add(app, '1', ['prod', 'shop', 'api']);
  add(app, '2', ['prod-east', 'shop', 'web']);
  expect(registeredNames(app, 'prod')).toEqual(['shop/api']);
  expect(registeredNames(app, 'nowhere')).toEqual([]);
});

test('of those that share a name each is told of all others, and of nobody else', () => {
  const app = new App();
  const [one, two, three] = ['1', '2', '3'].map(id => add(app, id, ['prod', 'shop', 'api']));
  const alone = add(app, '4', ['prod', 'front', 'api']);
  expect(nameCollisions(one.construct, one.intent).map(({ value, rule }) => [value, rule])).toEqual([two, three].map(other => (
    ['api', `is also the name of ${other.construct.node.path}, in the same cluster and namespace`]
  )));
  expect(nameCollisions(alone.construct, alone.intent)).toEqual([]);
});
