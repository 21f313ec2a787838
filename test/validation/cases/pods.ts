import { JsonPatch, Size } from 'cdk8s';
import { Egress, Exposure, OnChange, PinterestService, PodVolume, ReloadSignal } from 'cdk8s-pinterest';
import { EnvValue } from 'cdk8s-plus-27';
import { CONTAINER, IMAGE, mount, object, pod, StringCase, world } from './world';

const RELOAD = OnChange.signal(ReloadSignal.HUP);

/** Of a pod, as kinds, components and users add to it. */
export const PODS: Record<string, StringCase> = {
  'PodMount.path': object('pod.mount', path => pod(plan => {
    plan.addVolume(PodVolume.emptyDir('zz'));
    plan.mount({ volume: 'zz', path });
  }), mount),
  'PodMount.volume': object('pod.mount', volume => pod(plan => plan.mount({ volume, path: '/zz' })), { good: '' }),
  'PodPlan.addAnnotation(name)': object('pod.addAnnotation', value => pod(plan => plan.addAnnotation(value, 'x'))),
  'PodPlan.addAnnotation(value)': object('pod.addAnnotation', value => pod(plan => plan.addAnnotation('x', value)), {
    emptiable: true,
  }),
  'PodPlan.addEnv(name)': object('pod.addEnv', value => pod(plan => plan.addEnv(value, EnvValue.fromValue('x')))),
  'PodPlan.addInitContainer(name)': object(
    '', value => pod(plan => plan.addInitContainer(value, { container: { image: IMAGE } })),
  ),
  'PodPlan.addLabel(name)': object('pod.addLabel', value => pod(plan => plan.addLabel(value, 'x'))),
  'PodPlan.addLabel(value)': object('pod.addLabel', value => pod(plan => plan.addLabel('x', value)), { emptiable: true }),
  'PodPlan.addSidecar(name)': object('', value => pod(plan => plan.addSidecar(value, { container: { image: IMAGE } }))),
  'PodPlan.drainThrough(path)': object('pod.drainThrough', value => pod(plan => plan.drainThrough(8080, value)), mount),
  'PodPlan.callsOut(host)': object('pod.callsOut', host => world(chart => {
    const { pod: plan } = new PinterestService(chart, 'api', {
      container: CONTAINER, network: { egress: Egress.only() },
    });
    plan.callsOut(host, 443);
  }), { good: 'zz.good' }),
  'PodPlan.exposeThrough(appPort)': object('pod.exposeThrough', appPort => world(chart => {
    new PinterestService(chart, 'api', { container: CONTAINER, exposure: Exposure.ingress({ host: 'a.example.com' }) })
      .pod.exposeThrough(8080, appPort);
  }), { good: 'http', optional: true }),
  'PodPlan.enterThrough(appPort)': object(
    'pod.enterThrough', value => pod(plan => plan.enterThrough(value, 8080)), { good: 'http' },
  ),
  'PodPlan.patchContainer(name)': object(
    'pod.patchContainer', value => pod(plan => plan.patchContainer(value, JsonPatch.add('/tty', true))), { good: 'app' },
  ),
  'PodPlan.requireNode(label)': object('pod.requireNode', value => pod(plan => plan.requireNode(value))),
  'PodPlan.whenFileChanges(path)': object(
    'pod.whenFileChanges', value => pod(plan => plan.whenFileChanges(value, RELOAD)), mount,
  ),
  'PodVolume.configMap(name)': object('pod.addVolume', value => pod(plan => plan.addVolume(PodVolume.configMap(value, 'x')))),
  'PodVolume.configMap(configMapName)': object(
    'pod.addVolume', value => pod(plan => plan.addVolume(PodVolume.configMap('x', value))),
  ),
  'PodVolume.emptyDir(name)': object('pod.addVolume', value => pod(plan => plan.addVolume(PodVolume.emptyDir(value)))),
  'PodVolume.memory(name)': object(
    'pod.addVolume', value => pod(plan => plan.addVolume(PodVolume.memory(value, Size.gibibytes(1)))),
  ),
  'PodVolume.of(name)': object('pod.addVolume', value => pod(plan => plan.addVolume(PodVolume.of(value, { emptyDir: {} })))),
  'PodVolume.secret(name)': object('pod.addVolume', value => pod(plan => plan.addVolume(PodVolume.secret(value, 'x')))),
  'PodVolume.secret(secretName)': object('pod.addVolume', value => pod(plan => plan.addVolume(PodVolume.secret('x', value)))),
  'VolumeItem.key': object('pod.addVolume', key => pod(plan => plan.addVolume(PodVolume.secret('x', 'y', [{ key, path: 'p' }])))),
  'VolumeItem.path': object(
    'pod.addVolume', path => pod(plan => plan.addVolume(PodVolume.secret('x', 'y', [{ key: 'k', path }]))),
  ),
};
