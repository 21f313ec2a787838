import { IConstruct } from 'constructs';
import { calleeOf } from './calls';
import { DeclaredCaller } from './declared-callers';
import { Placement } from './placement';
import { registeredAs, registeredNames, ServedPort } from './registry';
import { Application } from '../pod/application';
import { PodPlan } from '../pod/pod-plan';
import { Call } from '../ports/call';
import { TrafficProtocol } from '../ports/traffic-protocol';
import { workloadPath } from '../resources/names';
import { OutgoingCall } from '../runtime/outgoing-call';
import { WorkloadIntent } from '../runtime/workload-intent';
import { must, Problem } from '../validation/problem';
import { suggest } from '../validation/suggest';

/** What is wrong with calls by themselves. */
export function callProblems(calls: Call[], intent: WorkloadIntent, { spec }: Application): Problem[] {
  if (calls.length === 0) return [];
  const { cluster } = intent;
  return [
    ...must(cluster.identity === undefined || spec.hostNetwork !== true, {
      field: 'calls',
      rule: 'are not for pods on the network of their node, where every program could call with their identity',
      fix: 'Leave them out, or HostAccess.network.',
    }),
    ...calls.flatMap(({ name, _to: { external } }, n) => must(cluster.identity !== undefined || external !== true, {
      field: `calls[${n}]`,
      value: name,
      rule: `is by mTLS, and the cluster ${cluster.name} has no identity`,
      fix: 'Set identity on the Cluster, or leave it out.',
    })),
    ...twice(intent.calls, 'env', ({ variable }) => variable),
    ...twice(intent.calls, 'localPort', ({ localPort }) => localPort),
  ];
}

function twice(calls: OutgoingCall[], option: string, valueOf: (call: OutgoingCall) => string | number): Problem[] {
  const values = calls.map(valueOf);
  return values.flatMap((value, n) => must(values.indexOf(value) === n, {
    field: `calls[${n}].${option}`,
    value,
    rule: `is that of calls[${values.indexOf(value)}], too`,
    fix: `Write ${option} in one of the two.`,
  }));
}

/** Judged once the tree is whole: what is in the pods, and what is called. */
export function plannedCallProblems(
  scope: IConstruct, calls: Call[], intent: WorkloadIntent, placement: Placement, app: Application, pod: PodPlan,
): Problem[] {
  return calls.length === 0 ? [] : [
    ...unmadeProblems(intent, placement, pod),
    ...takenProblems(intent, app, pod),
    ...calls.flatMap((call, n) => calleeProblems(scope, call, intent.calls[n], `calls[${n}]`, intent, placement)),
  ];
}

/** A release without a proxy, or with one that makes no calls. */
function unmadeProblems({ calls }: WorkloadIntent, { release }: Placement, pod: PodPlan): Problem[] {
  const { env } = pod._read();
  return must(calls.every(({ variable }) => env.has(variable)), {
    field: 'calls',
    rule: `the release ${release.name} has no component that makes them`,
    fix: 'Leave them out, or add one to the release.',
  });
}

/** Numbers on which another container of the pod listens. */
function takenProblems({ calls, cluster }: WorkloadIntent, app: Application, pod: PodPlan): Problem[] {
  if (cluster.identity === undefined) return [];
  const containers = [{ name: app.name, container: app.container }, ...pod._read().containers];
  return calls.flatMap(({ localPort }, n) => {
    const other = containers.find(({ container: { spec: { ports = [] } } }) => (
      ports.some(({ containerPort }) => containerPort === localPort)
    ));
    return must(other === undefined, () => ({
      field: `calls[${n}].localPort`,
      value: localPort,
      rule: `is the port of the container "${other!.name}" in the same pod`,
      fix: 'Write another localPort.',
    }));
  });
}

/** Whether the workload is there, and lets the caller in. */
function calleeProblems(
  scope: IConstruct, call: Call, { port, host, spiffeId }: OutgoingCall, field: string, caller: WorkloadIntent,
  placement: Placement,
): Problem[] {
  const { name, _to: to } = call;
  if (to.external) return [];
  const { cluster } = caller;
  const { namespace } = calleeOf(call, placement);
  const value = `${namespace}/${name}`;
  const found = registeredAs(scope, workloadPath(cluster.name, namespace, name));
  if (found.length === 0) {
    return to.elsewhere ? [] : [{
      field,
      value,
      rule: `is not a workload of this app on the cluster ${cluster.name}`,
      fix: `${suggest('workloads', registeredNames(scope, cluster.name), value)} `
        + 'Write elsewhere: true for a workload of another app.',
    }];
  }
  const [{ intent: callee, served = () => [] }] = found;
  const all = served();
  const [service] = all.length > 0 ? callee.dnsNames : [];
  if (service === undefined) {
    return [{
      field, value, rule: 'serves no port that others reach by a Service', fix: 'Give it a port, or leave the call out.',
    }];
  }
  const at = all.find(each => each.port === port);
  const numbers = all.filter(({ serves }) => serves).map(each => `${each.port}`);
  return [
    ...must(callee.dnsNames.includes(host), {
      field: `${field}.service`,
      value: to.service ?? name,
      rule: `is not the Service of ${value}, which is called ${service}`,
      fix: `Write service: "${service}".`,
    }),
    ...must(callee.spiffeId === spiffeId, {
      field: `${field}.serviceAccount`,
      value: to.serviceAccount ?? name,
      rule: `is not the service account of ${value}`,
      fix: `Write serviceAccount: "${callee.spiffeId.replace(/.*\//, '')}".`,
    }),
    ...(at === undefined
      ? [{ field: `${field}.port`, value: port, rule: `is no port of the Service of ${value}`, fix: suggest('ports', numbers) }]
      : portProblems(call, at, `${field}.port`, value, caller)),
  ];
}

/** Callers that say what they call, and not this workload: their team may think that they do. */
export function uncalledWarnings(
  scope: IConstruct, callers: DeclaredCaller[], { cluster, spiffeId, dnsNames, ...callee }: WorkloadIntent,
): Problem[] {
  const ports = registeredAs(scope, workloadPath(cluster.name, callee.namespace, callee.name))
    .flatMap(({ served }) => served?.() ?? []);
  return callers.filter(({ elsewhere }) => !elsewhere).flatMap(({ namespace, name, field }) => {
    const found = registeredAs(scope, workloadPath(cluster.name, namespace, name));
    const called = found.flatMap(({ intent: { calls } }) => calls);
    const isCalled = called.some(call => call.spiffeId === spiffeId || dnsNames.includes(call.host));
    // What no call reaches, such as UDP, the application calls by itself: it cannot be said.
    const callable = found.some(({ intent: caller }) => (
      ports.some(({ proxied, lets }) => (cluster.identity === undefined || proxied) && lets(caller.spiffeId))
    ));
    return must(called.length === 0 || isCalled || !callable, {
      field,
      value: `${namespace}/${name}`,
      rule: 'says what it calls, and this is not among it',
      fix: `Add it to the calls of ${namespace}/${name}, or leave the caller out.`,
    });
  });
}

const SPOKEN = {
  [TrafficProtocol.HTTP]: 'Call.http', [TrafficProtocol.HTTP2]: 'Call.grpc', [TrafficProtocol.TCP]: 'Call.tcp',
};

function portProblems(
  { protocol }: Call, at: ServedPort, field: string, callee: string, { cluster, name, namespace, spiffeId }: WorkloadIntent,
): Problem[] {
  // A port of TCP takes the bytes of anything; one of HTTP/2 gets it of a proxy, whatever the caller speaks.
  const fits = at.protocol === protocol || at.protocol === TrafficProtocol.TCP
    || (at.protocol === TrafficProtocol.HTTP2 && protocol === TrafficProtocol.HTTP && cluster.identity !== undefined);
  const [there] = callee.split('/');
  const caller = `Caller.workload("${name}"${there === namespace ? '' : `, { namespace: "${namespace}" }`})`;
  const reachable = cluster.identity === undefined || at.proxied;
  return [
    ...must(fits, { field, value: at.port, rule: `of ${callee} speaks ${at.protocol}`, fix: `Write ${SPOKEN[at.protocol]}.` }),
    ...must(reachable, {
      field,
      value: at.port,
      rule: `of ${callee} has no proxy that takes the certificate`,
      fix: 'Let the application call it by itself, and leave the call out.',
    }),
    ...must(!reachable || at.lets(spiffeId), {
      field: field.replace(/\.port$/, ''),
      value: callee,
      rule: `does not let ${namespace}/${name} in`,
      fix: at.serves
        ? `Add ${caller} to the callers of ${callee}${at.ownCallers ? `, at its port "${at.name}"` : ''}.`
        : `Let callers in at its port "${at.name}": access: PortAccess.CALLERS.`,
    }),
  ];
}
