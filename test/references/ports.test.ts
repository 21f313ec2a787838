import { ApiObject, JsonPatch } from 'cdk8s';
import * as kplus from 'cdk8s-plus-27';
import { deployment, judged, object, service } from './documents';
import { api } from '../synth';

describe('a Service', () => {
  test('reaches its pods by the name or the number of a port', () => {
    expect(judged(deployment(), service())).toEqual([]);
    expect(judged(deployment(), service('api', [{ port: 80, targetPort: 8080 }]))).toEqual([]);
    expect(judged(deployment(), service('api', [{ port: 8080 }]))).toEqual([]);
  });

  test('is refused if no container of its pods has the port that it names', () => {
    expect(judged(deployment(), service('api', [{ port: 80, targetPort: 'htpp' }]))).toEqual([
      'error Service spec.ports[0].targetPort = "htpp": no container of the selected pods, those of Deployment api, has this TCP '
      + 'port. Write the targetPort that is meant, or add the port to a container. Known ports: http (8080).',
    ]);
  });

  test('has the protocol of the port that it names', () => {
    expect(judged(deployment(), service('api', [{ port: 80, targetPort: 'http', protocol: 'UDP' }]))).toHaveLength(1);
  });

  test('finds a port in any of its pods, and in sidecars that are init containers', () => {
    const sidecar = { name: 'proxy', image: 'proxy', restartPolicy: 'Always', ports: [{ name: 'mtls', containerPort: 8443 }] };
    expect(judged(deployment('api', {}, { initContainers: [sidecar] }), service('api', [{ port: 443, targetPort: 'mtls' }])))
      .toEqual([]);
    const canary = deployment('canary', { ports: [{ name: 'mtls', containerPort: 8443 }] });
    canary.spec.template.metadata.labels.app = 'api';
    expect(judged(deployment(), canary, service('api', [{ port: 443, targetPort: 'mtls' }]))).toEqual([]);
  });

  test('is only warned of a number that nobody says, if it reaches nothing else: a container need not list its ports', () => {
    expect(judged(deployment(), service('api', [{ port: 80 }]))).toEqual([
      'warning Service spec.ports[0].port = 80: is the port of the pods, too, since there is no targetPort, but no container of '
      + 'the selected pods, those of Deployment api, says that it listens there. Write the targetPort that is meant, or add the '
      + 'port to a container. Known ports: http (8080).',
    ]);
    expect(judged(deployment(), service('api', [{ port: 80, targetPort: 8080 }, { name: 'grpc', port: 90 }]))).toEqual([]);
    expect(judged(deployment('api', { ports: [] }), service('api', [{ port: 80 }]))).toEqual([]);
  });

  test('may be for pods that are made elsewhere, or that a mesh adds its containers to', () => {
    expect(judged(deployment(), service('other', [{ port: 80, targetPort: 'htpp' }]))).toEqual([]);
    expect(judged(service('api', [{ port: 80, targetPort: 'htpp' }]))).toEqual([]);
    const injected = deployment();
    injected.spec.template.metadata.annotations = { 'sidecar.istio.io/inject': 'true' };
    expect(judged(injected, service('api', [{ port: 80, targetPort: 'http-envoy-prom' }]))).toEqual([]);
  });

  test('may have any port of pods if it is headless, and is none of theirs if it is another host', () => {
    expect(judged(deployment(), service('api', [{ port: 80 }], { clusterIP: 'None' }))).toEqual([]);
    expect(judged(deployment(), service('api', [{ port: 80 }], { type: 'ExternalName', externalName: 'db.example.com' })))
      .toEqual([]);
  });
});

describe('pods of a workload', () => {
  const added = (port: number) => {
    const shop = api({ container: { image: 'registry.example.com/api:1', portNumber: 8080 } }, {});
    new kplus.Service(shop.chart, 'second', {
      metadata: { name: 'second', namespace: 'shop' }, selector: shop.services.api, ports: [{ port: 80, targetPort: port }],
    });
    return shop.app.plan().problems.map(({ message }) => message);
  };

  test('are reached at the ports that the workload lists, by a Service of cdk8s-plus, too', () => {
    expect(added(8080)).toEqual([]);
    expect(added(8081)).toEqual([expect.stringMatching(/^spec.ports\[0\].targetPort = 8081: no container .* Deployment api, has/)]);
  });

  test('are judged with their patches, for the workload\'s own Service', () => {
    const shop = api();
    const at = '/spec/template/spec/initContainers/0/ports/0/containerPort';
    shop.services.api.deployment.addJsonPatch(JsonPatch.replace(at, 8999));
    const { problems } = shop.app.plan();
    expect(problems.map(({ path, message }) => `${path} ${message}`)).toEqual([
      expect.stringMatching(/^chart\/api\/service spec.ports\[0\].targetPort = 8443: no container/),
    ]);
  });
});

describe('a probe or a hook', () => {
  test('names a port of its own container', () => {
    const container = { readinessProbe: { httpGet: { port: 'http' } }, lifecycle: { preStop: { httpGet: { port: 'http' } } } };
    expect(judged(deployment('api', container))).toEqual([]);
  });

  test('is refused if it names another one', () => {
    const container = { livenessProbe: { tcpSocket: { port: 'admin' } }, lifecycle: { preStop: { httpGet: { port: 'bye' } } } };
    expect(judged(deployment('api', container))).toEqual([
      'error Deployment spec.template.spec.containers[0].livenessProbe.tcpSocket.port = "admin": is no port of the container '
      + 'app, so that the kubelet has nothing to ask. Add a port of this name to it, or name another one. Known ports: http.',
      'error Deployment spec.template.spec.containers[0].lifecycle.preStop.httpGet.port = "bye": is no port of the container '
      + 'app, so that the kubelet has nothing to ask. Add a port of this name to it, or name another one. Known ports: http.',
    ]);
  });

  test('may have a number that the container does not list', () => {
    expect(judged(deployment('api', { readinessProbe: { httpGet: { port: 8081 } } }))).toEqual([]);
  });

  test('is judged in a CronJob, and in a List', () => {
    const { template } = deployment('api', { livenessProbe: { httpGet: { port: 'admin' } } }).spec;
    expect(judged(object('batch/v1', 'CronJob', 'api', { spec: { jobTemplate: { spec: { template } } } }))).toEqual([
      expect.stringContaining(' spec.jobTemplate.spec.template.spec.containers[0].livenessProbe.httpGet.port = "admin": '),
    ]);
    const item = deployment('api', { livenessProbe: { httpGet: { port: 'a' } } });
    expect(judged({ apiVersion: 'v1', kind: 'List', items: [{}, item] }))
      .toEqual([expect.stringContaining(' items[1].spec.template.spec.containers[0].livenessProbe.httpGet.port = "a": ')]);
  });
});

describe('a NetworkPolicy', () => {
  const policy = (ports: object[], podSelector: object = { matchLabels: { app: 'api' } }) => (
    object('networking.k8s.io/v1', 'NetworkPolicy', 'api', { spec: { podSelector, ingress: [{ ports }] } })
  );

  test('opens ports of its pods, also as a range', () => {
    expect(judged(deployment(), policy([{ port: 'http' }, { port: 8080 }, { port: 8000, endPort: 8100 }]))).toEqual([]);
  });

  test('is refused if it opens a port by a name that its pods do not have', () => {
    expect(judged(deployment(), policy([{ port: 8080 }, { port: 'admin' }]))).toEqual([
      'error NetworkPolicy spec.ingress[0].ports[1].port = "admin": no container of the selected pods, those of Deployment api, '
      + 'has this TCP port. Open a port of theirs, or remove it. Known ports: http (8080).',
    ]);
  });

  test('may open ports that few of many pods have', () => {
    expect(judged(deployment(), policy([{ port: 'admin' }], {}))).toEqual([]);
    const part = deployment();
    part.spec.template.metadata.labels.part = 'shop';
    expect(judged(part, policy([{ port: 'admin' }], { matchLabels: { part: 'shop' } }))).toEqual([]);
  });
});

describe('what calls a Service', () => {
  const ingress = (port: object, name = 'api') => object('networking.k8s.io/v1', 'Ingress', 'api', {
    spec: { rules: [{ http: { paths: [{ path: '/', pathType: 'Prefix', backend: { service: { name, port } } }] } }] },
  });

  test('names a port that it has', () => {
    const named = service('api', [{ name: 'web', port: 80, targetPort: 'http' }]);
    expect(judged(deployment(), named, ingress({ number: 80 }))).toEqual([]);
    expect(judged(deployment(), ingress({ name: 'web' }), named)).toEqual([]);
    expect(judged(deployment(), named, ingress({ name: 'http' }))).toEqual([
      'error Ingress spec.rules[0].http.paths[0].backend.service.port.name = "http": is no port of the Service shop/api. '
      + 'Name one that it has, or add this one to it. Known ports: web (80).',
    ]);
  });

  test('may name a Service of another app', () => {
    expect(judged(deployment(), service(), ingress({ number: 81 }, 'legacy'))).toEqual([]);
  });

  test('is a route, a webhook or an API, too', () => {
    const found = judged(
      deployment(),
      service(),
      object('gateway.networking.k8s.io/v1', 'HTTPRoute', 'api', {
        spec: {
          rules: [{
            backendRefs: [{ name: 'api', port: 8080 }],
            filters: [{ type: 'RequestMirror', requestMirror: { backendRef: { name: 'api', port: 8081 } } }],
          }],
        },
      }),
      object('admissionregistration.k8s.io/v1', 'ValidatingWebhookConfiguration', 'api', {
        webhooks: [{ name: 'a.example.com', clientConfig: { service: { name: 'api', namespace: 'shop' } } }],
      }),
      object('apiregistration.k8s.io/v1', 'APIService', 'api', {
        spec: { service: { name: 'api', namespace: 'shop', port: 80 } },
      }),
    );
    expect(found).toEqual([
      expect.stringMatching(/^error HTTPRoute spec.rules\[0\].backendRefs\[0\].port = 8080: /),
      expect.stringMatching(/^error HTTPRoute spec.rules\[0\].filters\[0\].requestMirror.backendRef.port = 8081: /),
      expect.stringMatching(/^error ValidatingWebhookConfiguration webhooks\[0\].clientConfig.service.port = 443: /),
    ]);
  });

  test('may be of a workload', () => {
    const shop = api({}, {});
    new ApiObject(shop.chart, 'mine', ingress({ number: 81 }));
    expect(shop.app.plan().problems.map(({ message }) => message))
      .toEqual([expect.stringContaining('is no port of the Service shop/api')]);
  });
});
