import { App, Chart, Duration, Size, Yaml } from 'cdk8s';
import { Caller, PinterestService } from 'cdk8s-pinterest';
import { Cluster, IdentityProvider, KubernetesVersion, Platform } from 'cdk8s-pinterest/platform';
import { Cpu, Probe } from 'cdk8s-plus-27';
import { apply, createNamespace, eventually, get, kubectl, serverVersion } from './kubectl';
import { Signer } from './signer/signer';

const NAMESPACE = 'pod-certificate';
const SIGNER = 'platform.example/mesh';

function manifest(): string {
  const app = new App();
  const identity = IdentityProvider.podCertificate({
    signer: SIGNER, trustDomain: 'example.com', trustBundleLabels: { mesh: 'e2e' }, lifetime: Duration.hours(24),
  });
  new Platform({ clusters: [new Cluster({ name: 'e2e', environment: 'test', version: KubernetesVersion.V1_37, identity })] })
    .attach(app);
  const chart = new Chart(app, 'chart', { namespace: NAMESPACE });
  for (const name of ['caller', 'callee']) {
    new PinterestService(chart, name, {
      owner: { team: 'infrastructure', contact: 'infra@example.com' },
      container: {
        image: 'registry.example.com/pinboard:1.0.0',
        portNumber: 8080,
        readiness: Probe.fromHttpGet('/healthz'),
        resources: { cpu: { request: Cpu.millis(20) }, memory: { request: Size.mebibytes(64) } },
      },
      callers: name === 'callee' ? [Caller.workload('caller')] : [],
    });
  }
  return Yaml.stringify(...chart.toJson());
}

function inCaller(script: string): any {
  return JSON.parse(kubectl(['exec', 'deployment/caller', '-n', NAMESPACE, '-c', 'app', '--', 'node', '-e', script]));
}

const [, minor] = serverVersion().split('.').map(Number);

if (minor < 37) {
  test('an API server before 1.37 refuses the volume source, as the library does (test/errors.test.ts)', () => {
    createNamespace(NAMESPACE);
    try {
      expect(() => kubectl(['apply', '--server-side', '--dry-run=server', '-f', '-'], manifest())).toThrow(/podCertificate/);
    } finally {
      kubectl(['delete', 'namespace', NAMESPACE, '--wait=false']);
    }
  });
} else {
  describe('on Kubernetes 1.37', () => {
    let signer: Signer;

    beforeAll(async () => {
      signer = new Signer(SIGNER, 'example.com');
      createNamespace(NAMESPACE);
      apply(JSON.stringify({
        apiVersion: 'certificates.k8s.io/v1',
        kind: 'ClusterTrustBundle',
        metadata: { name: 'platform.example:mesh:e2e', labels: { mesh: 'e2e' } },
        spec: { signerName: SIGNER, trustBundle: signer.authority },
      }));
      apply(manifest());
      await eventually('four pods to be ready', 180, () => {
        const deployments = get('deployments', '-n', NAMESPACE).items;
        return deployments.length === 2 && deployments.every((each: any) => each.status.readyReplicas === 2);
      });
    });

    afterAll(() => {
      signer.stop();
      kubectl(['delete', 'namespace', NAMESPACE, '--wait=false']);
      kubectl(['delete', 'clustertrustbundle', 'platform.example:mesh:e2e', '--ignore-not-found']);
    });

    test('a declared caller is answered over mTLS with pod certificates', async () => {
      const url = encodeURIComponent('https://callee.pod-certificate.svc');
      // Pods are ready a moment before the Service leads to them.
      const { status, body } = await eventually('the Service to lead to a pod', 15, () => {
        const answer = inCaller(`fetch('http://127.0.0.1:8080/call?url=${url}').then(async r => console.log(await r.text()))`);
        if (answer.error !== undefined) console.log(`not yet: ${JSON.stringify(answer.error)}`);
        return answer.error === undefined && answer;
      });
      expect(status).toBe(200);
      expect(JSON.parse(body).caller).toBe('URI=spiffe://example.com/ns/pod-certificate/sa/caller');
      expect(inCaller(
        `fetch('http://127.0.0.1:8080/call?certificate=none&url=${url}').then(async r => console.log(await r.text()))`,
      ).error).toBeDefined();
    });

    test('each pod has a certificate of its own, of the same identity', () => {
      const addresses = get('pods', '-n', NAMESPACE, '-l', 'app.kubernetes.io/name=callee').items.map((pod: any) =>
        pod.status.podIP);
      const certificates = addresses.map((host: string) => inCaller(`
        const { clientOptions } = require('/app/identity');
        const socket = require('tls').connect({ host: '${host}', port: 8443, ...clientOptions(), servername: 'callee.pod-certificate.svc' }, () => {
          const { serialNumber, subjectaltname } = socket.getPeerCertificate();
          console.log(JSON.stringify({ serialNumber, subjectaltname }));
          socket.end();
        });`));
      expect(new Set(certificates.map((each: any) => each.serialNumber)).size).toBe(2);
      for (const { subjectaltname } of certificates) {
        expect(subjectaltname).toContain('URI:spiffe://example.com/ns/pod-certificate/sa/callee');
      }
    });
  });
}
