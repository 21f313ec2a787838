import { Call, Caller, Egress, EgressPeer, Exposure, Port, PortAccess, PortProxy, ServiceType } from 'cdk8s-pinterest';
import { Dice } from '../dice';
import { nameOf, secondsOf } from './pod';

const namespaceOf = (dice: Dice) => dice.text('front', 'ops', 'data');
const rangeOf = (dice: Dice) => dice.text('10.0.0.0/16', '203.0.113.0/24', '2001:db8::/32', '0.0.0.0/0');

export const callersOf = (dice: Dice): Caller[] => dice.several(() => dice.pick([
  () => Caller.external(nameOf(dice), namespaceOf(dice)),
  () => Caller.external(nameOf(dice), namespaceOf(dice), {
    podLabels: { [dice.text('app', 'a.example.com/b')]: dice.text('x') },
  }),
  () => dice.chance(0.9) ? Caller.external(nameOf(dice), namespaceOf(dice)) : Caller.workload(nameOf(dice)),
])(), 3);

export function portsOf(dice: Dice, served: boolean): Port[] {
  const access = () => dice.pick([
    () => served ? PortAccess.CALLERS : PortAccess.PEERS, () => PortAccess.EVERY_POD, () => PortAccess.PEERS,
    () => PortAccess.KUBELET, () => PortAccess.MONITORING,
    () => PortAccess.namespaces(namespaceOf(dice)), () => PortAccess.ranges(rangeOf(dice)),
    () => PortAccess.callers(...callersOf(dice)),
  ])();
  const options = (number: number) => dice.some<any>({
    name: () => dice.text(`p-${number % 997}`, `q${number % 997}`),
    ...served && { servicePort: () => dice.number(1, 65535) }, ...served && { access },
    proxy: () => PortProxy.none(dice.text('it is UDP')),
  }, 0.6);
  return dice.several(() => {
    const number = dice.number(1024, 30000);
    const chosen = { ...options(number), ...!served && { access: access() } };
    return dice.pick([
      () => Port.tcp(number, chosen), () => Port.udp(number, { ...chosen, proxy: PortProxy.none('UDP') }),
      () => Port.http(number, chosen), () => Port.grpc(number, chosen), () => Port.metrics(number),
      () => Port.sctp(number, chosen),
    ])();
  });
}

export const callsOf = (dice: Dice): Call[] => dice.several(() => dice.pick([
  () => Call.http(nameOf(dice), {
    namespace: namespaceOf(dice), elsewhere: true,
    ...dice.some<any>({ env: () => dice.text('API'), localPort: () => dice.number(10000, 20000) }),
  }),
  () => Call.grpc(nameOf(dice), dice.number(1024, 9999), { elsewhere: true }),
  () => Call.tcp(nameOf(dice), dice.number(1024, 9999), {
    elsewhere: true, silenceTimeout: secondsOf(dice, 60, 9999), connections: dice.number(1, 50),
  }),
])(), 2);

export const egressOf = (dice: Dice): any => ({
  egress: Egress.only(...dice.several(() => dice.pick([
    () => EgressPeer.external(nameOf(dice), namespaceOf(dice), { ports: dice.several(() => dice.number(1, 65535)) }),
    () => EgressPeer.namespace(namespaceOf(dice)),
    () => EgressPeer.ranges(dice.several(() => rangeOf(dice)), {
      ports: [dice.number(1, 65535)], udpPorts: [dice.number(1, 65535)],
    }),
  ])())),
});

export const exposureOf = (dice: Dice): Exposure => dice.several(() => {
  const options: any = {
    host: dice.text('api.example.com', 'a.b.c.example.com', 'www.example.com'),
    ...dice.some<any>({ path: () => dice.text('/', '/api', '/a/b') }),
  };
  return dice.chance(0.5) ? Exposure.httpRoute(options) : Exposure.ingress({
    ...options,
    ...dice.some<any>({
      tlsSecret: () => nameOf(dice), annotations: () => ({ [dice.text('example.com/a', 'b')]: dice.text('x', '') }),
    }),
  });
}, 2).reduce((one, other) => one.plus(other));

export const serviceMakers = (dice: Dice): any => ({
  service: () => dice.some<any>({
    name: () => nameOf(dice), sessionAffinity: () => secondsOf(dice, 1, 86400), type: () => typeOf(dice),
    annotations: () => ({ [dice.text('example.com/note', 'x')]: dice.text('a note', '') }),
    publishNotReadyAddresses: () => dice.value(true, false),
  }),
});

function typeOf(dice: Dice): ServiceType {
  return dice.pick([
    () => ServiceType.CLUSTER_IP, () => ServiceType.HEADLESS, () => ServiceType.nodePort(),
    () => ServiceType.clusterIp(dice.text('10.96.7.7')),
    () => ServiceType.nodePort({ ports: { http: dice.number(30000, 32767) } }),
    () => ServiceType.loadBalancer(dice.some<any>({
      sourceRanges: () => dice.several(() => rangeOf(dice)), localTraffic: () => dice.value(true, false),
      className: () => dice.text('example.com/lb', 'internal'),
    }, 0.5)),
  ])();
}
