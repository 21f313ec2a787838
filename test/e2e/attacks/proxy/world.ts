import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import { Duration } from 'cdk8s';
import { Caller, Exposure, PinterestService, PinterestServiceProps, Scaling, TrafficProtocol } from 'cdk8s-pinterest';
import { EnvValue, Probe } from 'cdk8s-plus-27';
import { get, kubectl, kubectlAsync } from '../../kubectl';
import { manifestOf } from '../../manifest';
import { MESH } from '../../mesh';

export const NAMESPACE = 'proxy-victims';
export const GATEWAYS = 'proxy-gateways';
export const TENANT = 'proxy-tenant';

const IMAGE = 'registry.example.com/pinboard:1.0.0';
const APP = readFileSync(path.join(__dirname, 'app.js'), 'utf8');
export const CLIENT = readFileSync(path.join(__dirname, 'client.js'), 'utf8');
const exposed = (name: string) => Exposure.ingress({ host: `${name}.example.com` });
const CALLERS = [Caller.workload('client')];

const app = (mode: string, more: Partial<PinterestServiceProps> = {}): PinterestServiceProps => ({
  container: {
    image: IMAGE,
    command: ['node', '-e', APP],
    portNumber: 8080,
    envVariables: { MODE: EnvValue.fromValue(mode) },
    readiness: Probe.fromTcpSocket({ port: 8080, periodSeconds: Duration.seconds(1) }),
  },
  callers: CALLERS,
  scaling: Scaling.fixed(1),
  ...more,
});

/** Victims of each protocol, and a declared caller. */
export function victims(): string {
  return manifestOf(NAMESPACE, chart => {
    new PinterestService(chart, 'victim', app('http', { exposure: exposed('victim') }));
    new PinterestService(chart, 'many', app('http', { scaling: Scaling.fixed(2) }));
    new PinterestService(chart, 'crowded', app('http'));
    new PinterestService(chart, 'grpc', app('http2', { protocol: TrafficProtocol.HTTP2, exposure: exposed('grpc') }));
    new PinterestService(chart, 'stream', app('http2', { protocol: TrafficProtocol.TCP }));
    new PinterestService(chart, 'told', app('bytes', { protocol: TrafficProtocol.TCP, traffic: { proxyProtocol: true } }));
    new PinterestService(chart, 'client', {
      container: { image: IMAGE, command: ['sleep', '1000000'] }, scaling: Scaling.fixed(1), stop: Duration.seconds(1),
    });
  }, {
    identity: MESH,
    ingress: { className: 'public', namespace: GATEWAYS },
  });
}

export const podsOf = (service: string): any[] => get('pods', '-n', NAMESPACE, '-l', `app.kubernetes.io/name=${service}`).items
  .filter((pod: any) => !pod.metadata.deletionTimestamp);

export const addressOf = (service: string): string => podsOf(service)[0].status.podIP;

/** MiB that a container uses. */
export function memoryOf({ metadata: { uid }, spec: { nodeName } }: any, container: string): number {
  const { pods } = JSON.parse(kubectl(['get', '--raw', `/api/v1/nodes/${nodeName}/proxy/stats/summary`]));
  const found = pods.find((pod: any) => pod.podRef.uid === uid).containers.find((each: any) => each.name === container);
  return Math.round(found.memory.workingSetBytes / 2 ** 20);
}

/** Where a client runs: the declared caller, a gateway's pod, or that of a hostile tenant. */
export const CALLER = ['deployment/client', '-n', NAMESPACE, '-c', 'app'];
export const GATEWAY = ['gateway', '-n', GATEWAYS];
export const ATTACKER = ['attacker', '-n', TENANT];

/** Runs an action of client.js in a pod. */
export function act(from: string[], ...action: string[]): any {
  return JSON.parse(kubectl(['exec', ...from, '--', 'node', '-e', CLIENT, ...action]).trim().split('\n').pop()!);
}

export async function acting(from: string[], ...action: string[]): Promise<any> {
  return JSON.parse((await kubectlAsync(['exec', ...from, '--', 'node', '-e', CLIENT, ...action])).trim().split('\n').pop()!);
}

export const sleep = (seconds: number) => new Promise(resolve => setTimeout(resolve, seconds * 1000));
