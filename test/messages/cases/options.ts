import { Size } from 'cdk8s';
import { PercentOrAbsolute } from 'cdk8s-plus-27';
import { cluster, daemon, Mistakes, pod, serviceWith, store, training, untyped } from '../mistakes';

const {
  Adoption, Artifact, Channel, Dependency, DeploymentUpdate, Discovery, EgressPeer, Egress, Exposure, Gang, HealthCheck,
  HostAccess, IdentityProvider, LogFiles, Plaintext, PodVolume, SecretFile, SecretStore, ServiceClaim, ServiceType,
  StatefulSetUpdate, TelemetryBackend, TrustBundle,
} = untyped;

const TRUST = TrustBundle.configMap({ name: 'mesh', ky: 'ca.crt' });

/** Misspelt options: nobody would notice that they have no effect. */
export const OPTIONS: Mistakes = {
  'Adoption.of': serviceWith(() => ({ adoption: Adoption.of({ selector: { app: 'api' }, nam: 'api' }) })),
  'Artifact.of': serviceWith(() => ({ artifact: Artifact.of({ image: 'registry.example.com/api', verison: '1' }) })),
  'Channel.pinned': serviceWith(() => ({ channel: Channel.pinned('2026.11', { untill: '2027-01-31' }) })),
  'Dependency.of': serviceWith(() => ({ dependencies: [Dependency.of({ path: 'a/b', mountPath: '/a', checksm: 'x' })] })),
  'DeploymentUpdate.rolling': serviceWith(() => ({
    update: DeploymentUpdate.rolling({ maxsurge: PercentOrAbsolute.absolute(1) }),
  })),
  'Discovery.kingpin': serviceWith(() => ({ discovery: Discovery.kingpin({ paht: '/discovery/api' }) })),
  'EgressPeer.workload': serviceWith(() => ({
    network: { egress: Egress.only(EgressPeer.workload('api', { namesapce: 'x' })) },
  })),
  'Exposure.ingress': serviceWith(() => ({ exposure: Exposure.ingress({ host: 'api.example.com', tlsSecert: 'api' }) })),
  'Exposure.httpRoute': serviceWith(() => ({ exposure: Exposure.httpRoute({ host: 'api.example.com', tlsSecret: 'api' }) })),
  'Gang.volcano': training(() => ({ gang: Gang.volcano({ que: 'boards' }) })),
  'Gang.coscheduling': training(() => ({ gang: Gang.coscheduling('mine') })),
  'HealthCheck.grpc': serviceWith(() => ({ health: { readiness: HealthCheck.grpc({ sevice: 'boards' }) } })),
  'HostAccess.path': daemon(() => ({ host: [HostAccess.path({ path: '/var/log', reason: 'reads logs', readonly: false })] })),
  'IdentityProvider.certManager': cluster(() => ({
    identity: IdentityProvider.certManager({ issuer: 'mesh', trust: TRUST, lifetme: 1 }),
  })),
  'LogFiles.of': serviceWith(() => ({ logs: LogFiles.of({ directory: '/var/log/app', limt: Size.gibibytes(1) }) })),
  'Plaintext.until': serviceWith(() => ({
    traffic: { plaintext: Plaintext.until('2027-01-31', { servicePort: { http: 80 } }) },
  })),
  'PodVolume.csi': pod(it => it.addVolume(PodVolume.csi('data', 'disk.example.com', { attribute: { type: 'fast' } }))),
  'PodVolume.configMap': pod(it => it.addVolume(PodVolume.configMap('data', 'settings', { item: [] }))),
  'SecretFile.value': serviceWith(() => ({
    secrets: [SecretFile.value({ path: 'kv/data/a', key: 'b', file: 'c', onchange: 1 })],
  })),
  'SecretStore.vault': cluster(() => ({ secretStore: SecretStore.vault({ address: 'https://vault.example.com', rol: 'x' }) })),
  'ServiceClaim.existing': serviceWith(() => ({ claims: [ServiceClaim.existing('data', '/data', { readonly: true })] })),
  'ServiceType.nodePort': serviceWith(() => ({ service: { type: ServiceType.nodePort({ port: { http: 30080 } }) } })),
  'StatefulSetUpdate.rolling': store(() => ({ update: StatefulSetUpdate.rolling({ maxUnavailble: 1 }) })),
  'TelemetryBackend.otlpHttp': cluster(() => ({
    telemetry: { backend: TelemetryBackend.otlpHttp({ endpoint: 'https://t.example.com', hedders: [] }) },
  })),
  'a mount of a pod': pod(it => {
    it.addVolume(PodVolume.emptyDir('data'));
    it.mount({ volume: 'data', path: '/data', readonly: false });
  }),
  'service': serviceWith(() => ({ service: { typ: ServiceType.HEADLESS } })),
  'traffic': serviceWith(() => ({ traffic: { connection: 500 } })),
  'config': serviceWith(() => ({ config: { file: { 'app.json': '{}' } } })),
};
