import {
  Call, Egress, EgressPeer, Exposure, MoreServiceOptions, Port, PortAccess, PortOptions, PortProxy, ServiceOptions, ServiceType,
} from 'cdk8s-pinterest';
import { IMAGE, IDENTITY, object, service, store, StringCase } from './world';

const port = (options: PortOptions, cluster: any = {}) => (
  service({ container: { image: IMAGE }, ports: [Port.tcp(1, options)] }, cluster)
);
const shaped = (options: ServiceOptions) => (
  service({ container: { image: IMAGE }, ports: [Port.tcp(1, { access: PortAccess.WORLD })], service: options })
);
const more = (options: Partial<MoreServiceOptions>) => service({ moreServices: [{ name: 'more', ports: ['http'], ...options }] });
const balanced = (options: any) => shaped({ type: ServiceType.loadBalancer(options) });
const RANGE = { good: '192.0.2.0/28' };
const calls = (each: Call) => service({ calls: [each] }, IDENTITY);
const EXTERNAL = { host: 'a.example.com', port: 1, spiffeId: 'spiffe://a/b', env: 'ZZ' };
const call = (options: any) => calls(Call.external('zz', { ...EXTERNAL, ...options }));
const ELSEWHERE = { elsewhere: true, env: 'ZZ' };
const egress = (peer: EgressPeer) => service({ network: { egress: Egress.only(peer) } });

/** Of ports, Services and what pods may reach. */
export const PORTS: Record<string, StringCase> = {
  'Call.external(name)': object('calls[0].name', name => calls(Call.external(name, EXTERNAL))),
  'Call.grpc(name)': object('calls[0].name', name => calls(Call.grpc(name, 1, ELSEWHERE))),
  'Call.http(name)': object('calls[0].name', name => calls(Call.http(name, ELSEWHERE))),
  'Call.tcp(name)': object('calls[0].name', name => calls(Call.tcp(name, 1, ELSEWHERE))),
  'CallCommonOptions.env': object('calls[0].env', env => call({ env }), { good: 'ZZ_GOOD', optional: true }),
  'CallOptions.namespace': object('calls[0].namespace', namespace => calls(Call.http('zz', { namespace, elsewhere: true })), {
    optional: true,
  }),
  'CallOptions.service': object('calls[0].service', name => calls(Call.http('zz', { service: name, elsewhere: true })), {
    optional: true,
  }),
  'CallOptions.serviceAccount': object(
    'calls[0].serviceAccount', serviceAccount => calls(Call.http('zz', { serviceAccount, elsewhere: true })), { optional: true },
  ),
  'ExternalCallOptions.host': object('calls[0].host', host => call({ host }), { good: 'zz.example.com' }),
  'ExternalCallOptions.spiffeId': object('calls[0].spiffeId', spiffeId => call({ spiffeId }), {
    good: 'spiffe://example.org/zz',
  }),
  'EgressPeer.external(name)': object('network.egress[0].name', name => egress(EgressPeer.external(name, 'x'))),
  'EgressPeer.external(namespace)': object('network.egress[0].namespace', name => egress(EgressPeer.external('x', name))),
  'EgressPeer.namespace(name)': object('network.egress[0].namespace', name => egress(EgressPeer.namespace(name))),
  'EgressPeer.ranges(cidr)': object('network.egress[0].ranges', range => egress(EgressPeer.ranges([range])), RANGE),
  'EgressPeer.workload(name)': object('network.egress[0]', name => egress(EgressPeer.workload(name)), { good: 'api' }),
  'EgressWorkload.namespace': object('network.egress[0]', namespace => egress(EgressPeer.workload('api', { namespace })), {
    good: 'shop', optional: true,
  }),
  'ExposureOptions.port': object('exposure.port', value => service({
    exposure: Exposure.ingress({ host: 'a.example.com', port: value }),
  }), { good: 'http', optional: true }),
  'IngressOptions.annotations': object('exposure.annotations', value => service({
    exposure: Exposure.ingress({ host: 'a.example.com', annotations: { name: value } }),
  }), { emptiable: true }),
  'LoadBalancerOptions.annotations': object('service.type.annotations', value => balanced({ annotations: { name: value } }), {
    emptiable: true,
  }),
  'LoadBalancerOptions.className': object('service.type.className', className => balanced({ className }), { optional: true }),
  'LoadBalancerOptions.sourceRanges': object('service.type.sourceRanges', range => balanced({ sourceRanges: [range] }), {
    good: '192.0.2.0/28',
  }),
  'MoreServiceOptions.name': object('moreServices[0].name', name => more({ name })),
  'MoreServiceOptions.ports': object('moreServices[0].ports', name => more({ ports: [name] }), { good: 'http' }),
  'PinterestStatefulSetProps.governingService': object('governingService', governingService => store({ governingService }), {
    optional: true,
  }),
  'PortAccess.namespaces(names)': object('ports[0].access', name => port({ access: PortAccess.namespaces(name) }, IDENTITY)),
  'PortAccess.ranges(cidr)': object('ports[0].access', range => port({ access: PortAccess.ranges(range) }), RANGE),
  'PortOptions.name': object('ports[0].name', name => port({ name }, IDENTITY), { optional: true }),
  'PortProxy.none(reason)': object('ports[0].proxy', reason => port({ proxy: PortProxy.none(reason) }, IDENTITY)),
  'ServiceOptions.name': object('service.name', name => shaped({ name }), { optional: true }),
  'ServiceShape.annotations': object('service.annotations', value => shaped({ annotations: { name: value } }), {
    emptiable: true,
  }),
  'ServiceType.clusterIp(address)': object('service.type.address', address => shaped({ type: ServiceType.clusterIp(address) }), {
    good: '10.96.0.10',
  }),
};
