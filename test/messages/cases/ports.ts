import { container, Mistakes, ports, serviceWith, untyped } from '../mistakes';

const { Exposure, Port, PortAccess, PortProxy, ServiceType } = untyped;

export const PORTS: Mistakes = {
  'a number in quotes': container(() => ({ portNumber: '8080' })),
  'port 0': container(() => ({ portNumber: 0 })),
  'a port beyond 65535': container(() => ({ portNumber: 70000 })),
  'half a port': container(() => ({ portNumber: 80.5 })),
  'both names of one property': container(() => ({ port: 8081 })),
  'numbers in place of ports of the container': container(() => ({ ports: [9090] })),
  'a port of the container as Kubernetes has it': container(() => ({ ports: [{ containerPort: 9090 }] })),
  'one name for two ports': container(() => ({ ports: [{ number: 9090, name: 'admin' }, { number: 9091, name: 'admin' }] })),
  'a name that is too long': container(() => ({ ports: [{ number: 9090, name: 'administration-port' }] })),
  'numbers in place of ports': ports(() => [8080]),
  'one port that is in no list': ports(() => Port.http(8080)),
  'a port without number': ports(() => [Port.http()]),
  'a port whose number is in quotes': ports(() => [Port.http('8080')]),
  'a name in place of the options': ports(() => [Port.http(8080, 'web')]),
  'a misspelt option': ports(() => [Port.http(8080, { nmae: 'web', accss: PortAccess.WORLD })]),
  'an access that is a string': ports(() => [Port.http(8080, { access: 'world' })]),
  'callers that are strings': ports(() => [Port.http(8080, { access: PortAccess.callers('web') })]),
  'no proxy, without reason': ports(() => [Port.tcp(5432, { proxy: PortProxy.none() })]),
  'the port of the proxy': container(() => ({ portNumber: 8443 })),
  'a port below 1024': container(() => ({ portNumber: 80, securityContext: { user: '80' } })),
  'an exposure that is a host': serviceWith(() => ({ exposure: 'api.example.com' })),
  'an exposure of a string': serviceWith(() => ({ exposure: Exposure.ingress('api.example.com') })),
  'an exposure of nothing': serviceWith(() => ({ exposure: Exposure.httpRoute() })),
  'an exposure with a URL': serviceWith(() => ({ exposure: Exposure.ingress({ host: 'https://api.example.com/' }) })),
  'an exposure of a number': serviceWith(() => ({ exposure: Exposure.ingress({ host: 'api.example.com', port: 8080 }) })),
  'an exposure of an unknown port': serviceWith(() => ({
    exposure: Exposure.ingress({ host: 'api.example.com', port: 'admin' }),
  })),
  'a Service of a type that is a string': serviceWith(() => ({ service: { type: 'LoadBalancer' } })),
  'a load balancer for nobody': serviceWith(() => ({ service: { type: ServiceType.loadBalancer() } })),
  'one more Service without ports': serviceWith(() => ({ moreServices: [{ name: 'api-public' }] })),
};
