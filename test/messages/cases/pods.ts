import { Size } from 'cdk8s';
import { Cpu, EnvValue, Probe } from 'cdk8s-plus-27';
import { CONTAINER, Mistakes, pod, serviceWith, untyped } from '../mistakes';

const { HealthCheck, NodeMatch, Permission, Placement, PodMatch, ServiceAccountRef, Toleration } = untyped;

const SIDECAR = { container: { image: 'registry.example.com/sidecar:1' } };

export const PODS: Mistakes = {
  'a sidecar without name': pod(it => it.addSidecar(SIDECAR)),
  'a sidecar without container': pod(it => it.addSidecar('logs')),
  'a sidecar that is a container': pod(it => it.addSidecar('logs', { image: 'registry.example.com/sidecar:1' })),
  'a misspelt option of a sidecar': pod(it => it.addSidecar('logs', { ...SIDECAR, keepImageUsr: true })),
  'a sidecar twice': pod(it => ['logs', 'logs'].forEach(name => it.addSidecar(name, SIDECAR))),
  'a sidecar that mounts no volume': pod(it => (
    it.addSidecar('logs', { ...SIDECAR, mounts: [{ volume: 'data', path: '/data' }] })
  )),
  'a sidecar whose container is misspelt': pod(it => (
    it.addSidecar('logs', { container: { ...SIDECAR.container, comand: ['tail'] } })
  )),
  'an init container whose limit is below its request': pod(it => it.addInitContainer('warm', {
    container: { ...SIDECAR.container, resources: { cpu: { request: Cpu.millis(440), limit: Cpu.millis(100) } } },
  })),
  'a sidecar whose limit is below its request': pod(it => it.addSidecar('logs', {
    container: { ...SIDECAR.container, resources: { memory: { request: Size.mebibytes(440), limit: Size.mebibytes(100) } } },
  })),
  'an init container with a probe': pod(it => it.addInitContainer('wait', {
    container: { ...SIDECAR.container, readiness: Probe.fromTcpSocket({ port: 9000 }) },
  })),
  'a variable that is a string': pod(it => it.addEnv('MODE', 'fast')),
  'a variable without name': pod(it => it.addEnv(undefined, EnvValue.fromValue('fast'))),
  'a variable twice': pod(it => ['fast', 'slow'].forEach(mode => it.addEnv('MODE', EnvValue.fromValue(mode)))),
  'a variable that the container has': chart => {
    const props = { container: { ...CONTAINER, envVariables: { MODE: EnvValue.fromValue('fast') } } };
    serviceWith(() => props)(chart).pod.addEnv('MODE', EnvValue.fromValue('slow'));
  },
  'a label that is a number': pod(it => it.addLabel('tier', 1)),
  'labels by name': pod(it => it.addLabel({ tier: 'web' })),
  'an annotation without value': pod(it => it.addAnnotation('example.com/checked')),
  'a watched file without reaction': pod(it => it.whenFileChanges('/etc/app/a.yaml')),
  'a health check that is a path': serviceWith(() => ({ health: '/healthz' })),
  'a misspelt check': serviceWith(() => ({ health: { readines: HealthCheck.http('/healthz') } })),
  'a check by the words of Kubernetes': serviceWith(() => ({
    health: { readiness: HealthCheck.http('/', { periodSeconds: 5 }) },
  })),
  'a period in seconds': serviceWith(() => ({ health: { readiness: HealthCheck.http('/', { period: 5 }) } })),
  'a Probe where a HealthCheck belongs': serviceWith(() => ({ health: { readiness: Probe.fromHttpGet('/') } })),
  'a command that is a string': serviceWith(() => ({ health: { liveness: HealthCheck.command('cat /tmp/ready') } })),
  'a placement that is a name': serviceWith(() => ({ placement: 'gpu' })),
  'an unknown pool': serviceWith(() => ({ placement: Placement.pool('gpu') })),
  'a label of nodes that is a number': serviceWith(() => ({ placement: Placement.nodes({ generation: 3 }) })),
  'a match that is in no list': serviceWith(() => ({ placement: Placement.anywhere().nodeAffinity(NodeMatch.exists('gpu')) })),
  'misspelt options of placement': serviceWith(() => ({
    placement: Placement.anywhere().spreadOver('zone', { maxskew: 2 }).apartFrom(PodMatch.SELF, { topology: 'zone' }),
  })),
  'a toleration that is a key': serviceWith(() => ({ placement: Placement.anywhere().tolerating('gpu') })),
  'a misspelt taint': serviceWith(() => ({ placement: Placement.anywhere().tolerating(Toleration.taint({ ky: 'gpu' })) })),
  'the security of Kubernetes': serviceWith(() => ({ security: { runAsUser: 1000, fsGroup: '1000' } })),
  'a misspelt name server': serviceWith(() => ({ dns: { nameserver: ['192.0.2.1'] } })),
  'aliases by name': serviceWith(() => ({ hostAliases: { db: '192.0.2.1' } })),
  'pull secrets as Kubernetes has them': serviceWith(() => ({ imagePullSecrets: [{ name: 'registry' }] })),
  'a device in quotes': serviceWith(() => ({ extendedResources: { 'nvidia.com/gpu': '1' } })),
  'an account that is a name': serviceWith(() => ({ serviceAccount: 'deployer' })),
  'a misspelt option of an account': serviceWith(() => ({
    serviceAccount: ServiceAccountRef.existing('deployer', { apitoken: true }),
  })),
  'permissions that are words': serviceWith(() => ({ permissions: ['get pods'] })),
  'a permission of words': serviceWith(() => ({ permissions: [Permission.inNamespace('pods', 'get')] })),
  'a misspelt property of a permission': serviceWith(() => ({
    permissions: [Permission.inNamespace({ resource: ['pods'], verbs: ['get'] })],
  })),
};
