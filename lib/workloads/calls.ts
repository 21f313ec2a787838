import { OpenPort } from './open-ports';
import { Placement } from './placement';
import { Cluster } from '../cluster/cluster';
import { Call } from '../ports/call';
import { TrafficProtocol } from '../ports/traffic-protocol';
import { OutgoingCall } from '../runtime/outgoing-call';

/** The first of the ports on which a proxy listens for calls. */
const FIRST_PORT = 16000;

/** What a workload calls, as components see it. Ports follow from the order, so that one that is added last changes no other. */
export function outgoingCalls(calls: Call[], placement: Placement, own: OpenPort[]): OutgoingCall[] {
  const taken = new Set(calls.map(({ _to: { localPort } }) => localPort));
  const isOwn = (number: number) => own.some(({ port: { number: first, lastNumber = first } }) => (
    number >= first && number <= lastNumber
  ));
  let next = FIRST_PORT;
  return calls.map(call => {
    while (taken.has(next) || isOwn(next)) next++;
    return outgoingCall(call, placement, call._to.localPort ?? next++);
  });
}

function outgoingCall(call: Call, placement: Placement, localPort: number): OutgoingCall {
  const { name, protocol, _to: { env, silenceTimeout, connections = 200, retry = true, ...to } } = call;
  const { cluster } = placement;
  const http = protocol !== TrafficProtocol.TCP;
  const { host, spiffeId } = to.external ? { host: to.host!, spiffeId: to.spiffeId! } : calleeOf(call, placement);
  return {
    name,
    host,
    port: calledPort(call, cluster),
    spiffeId,
    http,
    http2: protocol === TrafficProtocol.HTTP2,
    variable: env ?? variableOf(call),
    localPort,
    silenceSeconds: Math.ceil(silenceTimeout?.toSeconds({ integral: false }) ?? (http ? 15 * 60 : 3600)),
    connections,
    retry,
  };
}

/** That of a Service for a container's one port. */
export function calledPort({ port }: Call, { identity }: Cluster): number {
  return port ?? (identity ? 443 : 80);
}

/** Where a workload is found, and who it must be. */
export function calleeOf({ name, _to }: Call, { cluster, namespace: own }: Placement) {
  const { namespace = own, service = name, serviceAccount = name } = _to;
  return {
    namespace, host: `${service}.${namespace}.svc.${cluster.dnsDomain}`, spiffeId: cluster.spiffeId(namespace, serviceAccount),
  };
}

/** A digit cannot begin the name of a variable. */
function variableOf({ name, protocol }: Call): string {
  const words = name.toUpperCase().replace(/[^A-Z0-9]/g, '_').replace(/^(?=\d)/, '_');
  return `${words}_${protocol === TrafficProtocol.HTTP ? 'URL' : 'ADDRESS'}`;
}
