import { Size } from 'cdk8s';
import {
  DeploymentUpdate, NodeMatch, Placement, PodMatch, PodVolume, Scaling, ScratchFolder, ServiceClaim,
} from 'cdk8s-pinterest';
import { cluster, mount, object, pod, service, StringCase } from './world';

const scratch = (folder: ScratchFolder) => service({ scratch: [folder] });
const placement = (value: Placement, world: any = {}) => service({ placement: value }, world);
const nodes = (match: NodeMatch) => placement(Placement.anywhere().nodeAffinity([match]));
const apart = (pods: PodMatch) => placement(Placement.anywhere().apartFrom(pods));
const pools = (pool: any) => ({ nodePools: [{ name: 'gpu', labels: { gpu: 'yes' }, ...pool }] });

const SIZE = Size.gibibytes(1);
const volume = (make: (value: any) => PodVolume, more: Partial<StringCase> = {}) => (
  object('pod.addVolume', value => pod(plan => plan.addVolume(make(value))), more)
);
const claimed = (claim: ServiceClaim) => service({
  claims: [claim], scaling: Scaling.fixed(1), update: DeploymentUpdate.RECREATE,
});

/** Of what every kind may say of its pods. */
export const POD_OPTIONS: Record<string, StringCase> = {
  'PodOptions.imagePullSecrets': object('imagePullSecrets', value => service({ imagePullSecrets: [value] })),
  'PodOptions.runtimeClassName': object('runtimeClassName', runtimeClassName => service({ runtimeClassName }), {
    optional: true,
  }),
  'PodSecurity.sysctls': object('security.sysctls', value => service({
    security: { sysctls: { 'net.ipv4.tcp_syncookies': value } },
  })),
  'ScratchFolder.disk(path)': object('scratch[0].path', value => scratch(ScratchFolder.disk(value, { name: 'a' })), mount),
  'ScratchFolder.memory(path)': object(
    'scratch[0].path', value => scratch(ScratchFolder.memory(value, Size.gibibytes(1))), { good: '' },
  ),
  'ScratchOptions.name': object('', name => scratch(ScratchFolder.disk('/tmp', { name })), { optional: true }),
  'DnsOptions.nameservers': object('dns.nameservers', value => service({ dns: { nameservers: [value] } }), { good: '10.1.2.3' }),
  'DnsOptions.searches': object('dns.searches', value => service({ dns: { searches: [value] } })),
  'DnsOptions.options': object('dns.options', value => service({ dns: { options: { ndots: value } } }), {
    emptiable: true,
  }),
  'HostAlias.ip': object('hostAliases.ip', ip => service({ hostAliases: [{ ip, hostnames: ['a'] }] }), { good: '10.1.2.3' }),
  'HostAlias.hostnames': object('hostAliases.hostnames', value => service({
    hostAliases: [{ ip: '10.0.0.1', hostnames: [value] }],
  })),
  'Placement.pool(name)': object(
    'placement.pool', value => placement(Placement.pool(value), pools({ name: 'zzgood' })), { good: 'zzgood' },
  ),
  'Placement.nodes(labels)': object('placement.nodes', value => placement(Placement.nodes({ gpu: value })), { emptiable: true }),
  'Placement.spreadOver(topologyKey)': object(
    'placement.spreadOver', value => placement(Placement.anywhere().spreadOver(value)),
  ),
  'PodAffinityOptions.topologyKey': object('placement.apartFrom', topologyKey => (
    placement(Placement.anywhere().apartFrom(PodMatch.SELF, { topologyKey }))
  ), { optional: true }),
  'NodeMatch.isIn(label)': object('placement.nodeAffinity', value => nodes(NodeMatch.isIn(value, ['a']))),
  'NodeMatch.isIn(values)': object('placement.nodeAffinity', value => nodes(NodeMatch.isIn('a', [value])), { emptiable: true }),
  'NodeMatch.isNotIn(label)': object('placement.nodeAffinity', value => nodes(NodeMatch.isNotIn(value, ['a']))),
  'NodeMatch.isNotIn(values)': object('placement.nodeAffinity', value => nodes(NodeMatch.isNotIn('a', [value])), {
    emptiable: true,
  }),
  'NodeMatch.exists(label)': object('placement.nodeAffinity', value => nodes(NodeMatch.exists(value))),
  'NodeMatch.isMissing(label)': object('placement.nodeAffinity', value => nodes(NodeMatch.isMissing(value))),
  'NodeMatch.isAbove(label)': object('placement.nodeAffinity', value => nodes(NodeMatch.isAbove(value, 1))),
  'NodeMatch.isBelow(label)': object('placement.nodeAffinity', value => nodes(NodeMatch.isBelow(value, 1))),
  'PodMatch.workload(name)': object('placement.apartFrom', value => apart(PodMatch.workload(value))),
  'PodMatch.workload(namespace)': object('placement.apartFrom', value => apart(PodMatch.workload('a', value)), {
    optional: true,
  }),
  'PodMatch.labelled(labels)': object('placement.apartFrom', value => apart(PodMatch.labelled({ a: value })), {
    emptiable: true,
  }),
  'PodMatch.labelled(namespace)': object('placement.apartFrom', value => apart(PodMatch.labelled({ a: 'b' }, value)), {
    optional: true,
  }),
  'PodVolume.claim(name)': volume(value => PodVolume.claim(value, 'x')),
  'PodVolume.claim(claimName)': volume(value => PodVolume.claim('x', value)),
  'PodVolume.csi(name)': volume(value => PodVolume.csi(value, 'x')),
  'PodVolume.csi(driver)': volume(value => PodVolume.csi('x', value)),
  'CsiOptions.attributes': volume(value => PodVolume.csi('x', 'y', { attributes: { a: value } }), { emptiable: true }),
  'CsiOptions.fsType': volume(fsType => PodVolume.csi('x', 'y', { fsType }), { optional: true }),
  'CsiOptions.secretName': volume(secretName => PodVolume.csi('x', 'y', { secretName }), { optional: true }),
  'PodVolume.ephemeral(name)': volume(value => PodVolume.ephemeral(value, { size: SIZE })),
  'EphemeralOptions.storageClass': volume(storageClass => PodVolume.ephemeral('x', { size: SIZE, storageClass }), {
    optional: true, emptiable: true,
  }),
  'PodVolume.downwardApi(name)': volume(value => PodVolume.downwardApi(value, { labels: 'metadata.labels' })),
  'PodVolume.downwardApi(fields)': volume(value => PodVolume.downwardApi('x', { labels: value }), {
    good: "metadata.labels['zzgood']",
  }),
  'PodVolume.token(name)': volume(value => PodVolume.token(value, { audience: 'x' })),
  'TokenOptions.audience': volume(audience => PodVolume.token('x', { audience })),
  'TokenOptions.path': volume(path => PodVolume.token('x', { audience: 'y', path }), { optional: true }),
  'PodVolume.projected(name)': volume(value => PodVolume.projected(value, [PodVolume.configMap('x', 'y')])),
  'PodMount.subPath': object('pod.mount', subPath => pod(plan => {
    plan.addVolume(PodVolume.configMap('zz', 'zz'));
    plan.mount({ volume: 'zz', path: '/zz', subPath });
  }), { optional: true, emptiable: true }),
  'ServiceClaim.existing(name)': object('claims', value => claimed(ServiceClaim.existing(value, '/data'))),
  'ServiceClaim.existing(mountPath)': object('claims', value => claimed(ServiceClaim.existing('x', value)), mount),
  'NodePool.name': cluster('nodePools', name => ({ nodePools: [{ name, labels: { gpu: 'yes' } }] }), {}),
  'NodePool.labels': object('.nodePools.labels', value => placement(Placement.pool('gpu'), pools({ labels: { gpu: value } })), {
    emptiable: true,
  }),
};

