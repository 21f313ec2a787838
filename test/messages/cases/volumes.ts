import { Duration, Size } from 'cdk8s';
import { Volume } from 'cdk8s-plus-27';
import { container, Mistakes, pod, serviceWith, untyped } from '../mistakes';

const { PodVolume, ScratchFolder, ServiceClaim } = untyped;

export const VOLUMES: Mistakes = {
  'a mount without volume': container(() => ({ volumeMounts: [{ path: '/data' }] })),
  'a mount at a relative path': container(chart => ({
    volumeMounts: [{ path: 'data', volume: Volume.fromEmptyDir(chart, 'data', 'data') }],
  })),
  'two mounts at one path': container(chart => ({
    volumeMounts: ['one', 'two'].map(name => ({ path: '/data', volume: Volume.fromEmptyDir(chart, name, name) })),
  })),
  'a misspelt property of a mount': container(chart => ({
    volumeMounts: [{ path: '/data', volume: Volume.fromEmptyDir(chart, 'data', 'data'), readonly: true }],
  })),
  'a PodVolume where cdk8s-plus takes its own': container(() => ({
    volumeMounts: [{ path: '/data', volume: PodVolume.emptyDir('data') }],
  })),
  'a path of the node': container(chart => ({
    volumeMounts: [{ path: '/data', volume: Volume.fromHostPath(chart, 'data', 'data', { path: '/var/data' }) }],
  })),
  'a ConfigMap that is a string': container(chart => ({
    volumeMounts: [{ path: '/data', volume: Volume.fromConfigMap(chart, 'data', 'settings' as any) }],
  })),
  'a name with capitals': container(chart => ({
    volumeMounts: [{ path: '/data', volume: Volume.fromEmptyDir(chart, 'data', 'Data_1') }],
  })),
  'a folder that is a string': serviceWith(() => ({ scratch: ['/tmp'] })),
  'a folder that is in no list': serviceWith(() => ({ scratch: ScratchFolder.disk('/tmp') })),
  'a misspelt limit': serviceWith(() => ({ scratch: [ScratchFolder.disk('/tmp', { limt: Size.mebibytes(100) })] })),
  'a limit that is a string': serviceWith(() => ({ scratch: [ScratchFolder.disk('/tmp', { limit: '100Mi' })] })),
  'a limit in place of the options': serviceWith(() => ({ scratch: [ScratchFolder.disk('/tmp', Size.mebibytes(100))] })),
  'a folder in memory without limit': serviceWith(() => ({ scratch: [ScratchFolder.memory('/tmp')] })),
  'one folder twice': serviceWith(() => ({ scratch: [ScratchFolder.disk('/tmp'), ScratchFolder.disk('/tmp')] })),
  'a claim that is a string': serviceWith(() => ({ claims: ['uploads'] })),
  'a claim and its path, swapped': serviceWith(() => ({ claims: [ServiceClaim.existing('/data', 'uploads')] })),
  'a volume that is a string': pod(it => it.addVolume('data')),
  'a volume as Kubernetes has it': pod(it => it.addVolume({ name: 'data', emptyDir: {} })),
  'a volume of cdk8s-plus': pod((it, chart) => it.addVolume(Volume.fromEmptyDir(chart, 'data', 'data'))),
  'two volumes of one name': pod(it => {
    it.addVolume(PodVolume.emptyDir('data'));
    it.addVolume(PodVolume.secret('data', 'db'));
  }),
  'a mount of no volume': pod(it => it.mount({ path: '/data', volume: 'data' })),
  'a mount that is a path': pod(it => it.mount('/data', 'data')),
  'a Secret without name': pod(it => it.addVolume(PodVolume.secret('data'))),
  'keys that are strings': pod(it => it.addVolume(PodVolume.secret('data', 'db', ['password']))),
  'a mode in quotes': pod(it => it.addVolume(PodVolume.configMap('data', 'settings', { mode: '0644' }))),
  'a size in place of the options': pod(it => it.addVolume(PodVolume.ephemeral('data', Size.gibibytes(1)))),
  'seconds of a token': pod(it => it.addVolume(PodVolume.token('token', { audience: 'vault', expiration: 3600 }))),
  'a token that expires too soon': pod(it => (
    it.addVolume(PodVolume.token('token', { audience: 'vault', expiration: Duration.minutes(1) }))
  )),
  'names in place of projected volumes': pod(it => it.addVolume(PodVolume.projected('all', ['data']))),
  'an unknown source': pod(it => it.addVolume(PodVolume.of('data', { emptyDirectory: {} }))),
};
