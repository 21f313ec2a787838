import { Yaml } from 'cdk8s';
import { selfSigned } from '../authority';

const SERVER = `
const { readFileSync } = require('fs');
require('https').createServer({ key: readFileSync('/tls/key'), cert: readFileSync('/tls/certificate') }, (request, response) => {
  let body = '';
  request.on('data', data => body += data);
  request.on('end', () => {
    const { uid } = JSON.parse(body).request;
    const status = { message: 'images must be signed' };
    response.end(JSON.stringify({ apiVersion: 'admission.k8s.io/v1', kind: 'AdmissionReview', response: { uid, allowed: false, status } }));
  });
}).listen(8443);
process.on('SIGTERM', () => process.exit());`;

/** A webhook that refuses the pods of one workload, and one that answers for another, but is not there. */
export function webhooks(namespace: string, team: string, refused: string, unanswered: string): string {
  const host = `refuser.${namespace}.svc`;
  const { key, certificate } = selfSigned(host, '-days', '2', '-addext', `subjectAltName=DNS:${host}`);
  const labels = { app: 'refuser' };
  const hook = (name: string, workload: string, service: string) => ({
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind: 'ValidatingWebhookConfiguration',
    metadata: { name: `drill-${workload}` },
    webhooks: [
      {
        name,
        clientConfig: { service: { name: service, namespace, path: '/' }, caBundle: Buffer.from(certificate).toString('base64') },
        rules: [{ apiGroups: [''], apiVersions: ['v1'], resources: ['pods'], operations: ['CREATE'], scope: 'Namespaced' }],
        namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': team } },
        objectSelector: { matchLabels: { 'app.kubernetes.io/name': workload } },
        sideEffects: 'None',
        admissionReviewVersions: ['v1'],
        failurePolicy: 'Fail',
        timeoutSeconds: 2,
      },
    ],
  });
  return Yaml.stringify(
    { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'refuser', namespace }, stringData: { key, certificate } },
    {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'refuser', namespace, labels },
      spec: {
        terminationGracePeriodSeconds: 1,
        containers: [
          {
            name: 'refuser',
            image: 'registry.example.com/pinboard:1.0.0',
            command: ['node', '-e', SERVER],
            readinessProbe: { tcpSocket: { port: 8443 }, periodSeconds: 1 },
            volumeMounts: [{ name: 'tls', mountPath: '/tls' }],
          },
        ],
        volumes: [{ name: 'tls', secret: { secretName: 'refuser' } }],
      },
    },
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'refuser', namespace },
      spec: { selector: labels, ports: [{ port: 443, targetPort: 8443 }] },
    },
    hook('signatures.example.com', refused, 'refuser'),
    hook('absent.example.com', unanswered, 'absent'),
  );
}

export const WEBHOOKS = (refused: string, unanswered: string): string[] => [refused, unanswered].map(name => `drill-${name}`);
