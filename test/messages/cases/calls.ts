import { EnvValue } from 'cdk8s-plus-27';
import { CONTAINER, Mistakes, serviceWith, untyped } from '../mistakes';

const { Call, Caller, Egress, EgressPeer } = untyped;

const ELSEWHERE = { elsewhere: true };

export const CALLS: Mistakes = {
  'callers that are strings': serviceWith(() => ({ callers: ['web'] })),
  'callers that are one string': serviceWith(() => ({ callers: 'web' })),
  'a caller that is undefined': serviceWith(() => ({ callers: [undefined] })),
  'a caller that is a number': serviceWith(() => ({ callers: [Caller.workload(5)] })),
  'an unknown caller': serviceWith(() => ({ callers: [Caller.workload('wbe')] })),
  'a misspelt namespace of a caller': serviceWith(() => ({ callers: [Caller.workload('api', { namesapce: 'front' })] })),
  'a namespace in place of the options of a caller': serviceWith(() => ({ callers: [Caller.workload('api', 'front')] })),
  'a list in place of the options of a caller': serviceWith(() => ({ callers: [Caller.workload('api', ['front'])] })),
  'a caller of another app without namespace': serviceWith(() => ({ callers: [Caller.external('web')] })),
  'labels in place of podLabels': serviceWith(() => ({ callers: [Caller.external('web', 'front', { labels: { app: 'web' } })] })),
  'pods of nothing': serviceWith(() => ({ callers: [Caller.pods()] })),
  'pods without labels': serviceWith(() => ({ callers: [Caller.pods({ labels: {} })] })),
  'pods whose labels are a list': serviceWith(() => ({ callers: [Caller.pods({ labels: ['app'] })] })),
  'podLabels in place of labels': serviceWith(() => ({ callers: [Caller.pods({ podLabels: { app: 'web' } })] })),
  'a call that is a string': serviceWith(() => ({ calls: ['web'] })),
  'a misspelt namespace of a call': serviceWith(() => ({ calls: [Call.http('web', { ...ELSEWHERE, namesapce: 'front' })] })),
  'a namespace in place of the options of a call': serviceWith(() => ({ calls: [Call.http('web', 'front')] })),
  'an option of another call': serviceWith(() => ({ calls: [Call.grpc('web', 9090, { ...ELSEWHERE, port: 9091 })] })),
  'a call of a port in quotes': serviceWith(() => ({ calls: [Call.http('web', { ...ELSEWHERE, port: '80' })] })),
  'a call by gRPC without port': serviceWith(() => ({ calls: [Call.grpc('web')] })),
  'a call out of the app, of nothing': serviceWith(() => ({ calls: [Call.external('pay')] })),
  'a call of a URL': serviceWith(() => ({
    calls: [Call.external('pay', { host: 'https://pay.example.com/', port: 443, spiffeId: 'pay' })],
  })),
  'an unknown callee': serviceWith(() => ({ calls: [Call.http('wbe')] })),
  'a variable of a call that the container has': serviceWith(() => ({
    calls: [Call.http('web', ELSEWHERE)], container: { ...CONTAINER, envVariables: { WEB_URL: EnvValue.fromValue('http://web') } },
  })),
  'a variable of a call that the configuration has': serviceWith(() => ({
    calls: [Call.http('api-web', ELSEWHERE), Call.http('web', ELSEWHERE)], config: { env: { WEB_URL: 'http://web' } },
  })),
  'one call twice': serviceWith(() => ({ calls: [Call.http('web', ELSEWHERE), Call.http('web', ELSEWHERE)] })),
  'an egress that is a list': serviceWith(() => ({ network: { egress: [EgressPeer.workload('db')] } })),
  'an egress that is in no object': serviceWith(() => ({ network: Egress.only(EgressPeer.workload('db')) })),
  'a peer that is a string': serviceWith(() => ({ network: { egress: Egress.only('db') } })),
  'an address that is in no list': serviceWith(() => ({ network: { egress: Egress.only(EgressPeer.ranges('10.0.0.0/8')) } })),
  'a misspelt option of a peer': serviceWith(() => ({
    network: { egress: Egress.only(EgressPeer.external('db', 'data', { port: [5432] })) },
  })),
};
