import { ApiObject, Chart, Size } from 'cdk8s';
import { PinterestChart } from 'cdk8s-pinterest';
import * as kplus from 'cdk8s-plus-27';
import { Mistakes, serviceWith } from '../mistakes';

const object = (more: object): Mistakes[string] => chart => {
  new ApiObject(chart, 'own', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'own' }, ...more });
};

/** One that contains itself. */
function endless(): object {
  const data: Record<string, unknown> = {};
  data.data = data;
  return data;
}

/** Of cdk8s and cdk8s-plus, beside workloads. */
export const OBJECTS: Mistakes = {
  'a Deployment without container': chart => { new kplus.Deployment(chart, 'web'); },
  'a Service without port': chart => { new kplus.Service(chart, 'web'); },
  'an Ingress without rule': chart => { new kplus.Ingress(chart, 'web'); },
  'a CronJob without schedule': chart => {
    new kplus.CronJob(chart, 'nightly', { schedule: undefined as any, containers: [{ image: 'registry.example.com/job:1' }] });
  },
  'a fraction of a mebibyte': chart => {
    const resources = { memory: { request: Size.kibibytes(5) } };
    new kplus.Deployment(chart, 'web', { containers: [{ image: 'registry.example.com/web:1', resources }] });
  },
  'three that cannot be written': chart => {
    new kplus.Deployment(chart, 'web');
    new kplus.Service(chart, 'web-service');
    new kplus.Ingress(chart, 'web-ingress');
  },
  'the name of a workload\'s Service': chart => {
    serviceWith(() => ({}))(chart);
    new kplus.Service(chart, 'own', { metadata: { name: 'api' }, ports: [{ port: 80 }] });
  },
  'a function in an object': object({ data: { 'app.js': () => 5 } }),
  'a Date in an object': object({ data: { created: new Date(0) } }),
  'a Map in an object': object({ data: new Map([['a', 'b']]) }),
  'an object that contains itself': object({ data: endless() }),
  'a workload in a chart without owner': chart => (
    serviceWith(() => ({}))(new Chart(chart.node.root, 'plain', { namespace: 'shop' }) as PinterestChart)
  ),
  'a circle of dependencies': chart => {
    const [one, two] = ['one', 'two'].map(id => new ApiObject(chart, id, { apiVersion: 'v1', kind: 'ConfigMap' }));
    one.addDependency(two);
    two.addDependency(one);
  },
};
