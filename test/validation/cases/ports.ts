import {
  Egress, EgressPeer, Exposure, MoreServiceOptions, Port, PortAccess, PortOptions, PortProxy, ServiceOptions, ServiceType,
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
const egress = (peer: EgressPeer) => service({ network: { egress: Egress.only(peer) } });

/** Of ports, Services and what pods may reach. */
export const PORTS: Record<string, StringCase> = {
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
