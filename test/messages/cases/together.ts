import { JsonPatch } from 'cdk8s';
import * as kplus from 'cdk8s-plus-27';
import { CONTAINER, Mistakes, platform, serviceWith, untyped } from '../mistakes';

const { Caller, Cluster, KubernetesVersion, Platform, PodVolume, Scaling } = untyped;

/** Several mistakes at once, of which none hides another. */
export const TOGETHER: Mistakes = {
  'many of one service': serviceWith(() => ({
    container: { image: 'registry.example.com/api: 1', portNumber: '8080', ports: [9090], envVariabels: {} },
    callers: ['web', Caller.workload('api', { namesapce: 'x' })], scaling: 3, calls: [undefined], owner: 'boards', stop: 30,
  })),
  'properties, and what is added to the pod': chart => {
    const { pod } = serviceWith(() => ({ container: { ...CONTAINER, image: 5 } }))(chart);
    pod.addVolume('data');
    pod.addEnv('MODE', 'fast');
    pod.patch(JsonPatch.replace('/a/b', 1));
  },
  'a workload, and objects of cdk8s-plus': chart => {
    serviceWith(() => ({ scaling: Scaling.between(10, 2).onCpu(60) }))(chart);
    new kplus.Deployment(chart, 'web');
    new kplus.Service(chart, 'web-service');
  },
  'two workloads': chart => {
    serviceWith(() => ({ callers: [Caller.workload('wbe')] }))(chart);
    new untyped.PinterestStatefulSet(chart, 'web', { container: CONTAINER, replicas: '3' });
  },
  'a volume, and the mounts of it': chart => {
    const { pod } = serviceWith(() => ({}))(chart);
    pod.addVolume(PodVolume.emptyDir('data', '1Gi'));
    pod.mount({ volume: 'data', path: 'data', readonly: true });
  },
  'a platform, and its cluster': platform(() => new Platform({
    clusters: [new Cluster({ name: 'prod', environment: 'pr od', version: KubernetesVersion.V1_37, ingress: 'nginx' })],
    imageRegistry: 'https://registry.example.com', today: 'tomorrow',
  })),
};
