import * as fs from 'node:fs';
import * as path from 'node:path';
import * as yaml from 'js-yaml';
import { documentsIn, judged } from './documents';

const GOLDEN = path.join(__dirname, '../golden');
const EXAMPLES = path.join(__dirname, '../../examples');

const filesBelow = (folder: string) => fs.readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter(file => file.endsWith('.yaml') && !file.includes('node_modules')).map(file => path.join(folder, file));

describe('what this library writes is right, also as plain documents', () => {
  test.each(filesBelow(GOLDEN).map(file => path.relative(GOLDEN, file)))('%s', file => {
    expect(judged(...documentsIn(path.join(GOLDEN, file)))).toEqual([]);
  });

  const folders = new Set(filesBelow(EXAMPLES).filter(file => /golden|dist/.test(file)).map(path.dirname));
  test.each([...folders].map(folder => path.relative(EXAMPLES, folder)))('examples/%s', folder => {
    expect(judged(...filesBelow(path.join(EXAMPLES, folder)).flatMap(documentsIn))).toEqual([]);
  });
});

/** Of each the document that is changed, what is written there, what instead, and where it is told. */
const FAULTS: [file: string, kind: string, from: string, to: string, field: string][] = [
  ['service.full', 'Service', 'targetPort: 8443', 'targetPort: 8433', 'spec.ports[0].targetPort'],
  ['service.full', 'Service', 'targetPort: 8081', 'targetPort: 8018', 'spec.ports[1].targetPort'],
  ['service.full', 'Service', 'targetPort: 9090', 'targetPort: metrisc', 'spec.ports[2].targetPort'],
  ['service.minimal', 'Service', 'targetPort: 8443', 'targetPort: 80', 'spec.ports[0].targetPort'],
  ['service.full', 'Ingress', 'name: plain', 'name: plian', 'spec.rules[0].http.paths[0].backend.service.port.name'],
  ['service.full', 'HTTPRoute', 'port: 80', 'port: 8080', 'spec.rules[0].backendRefs[0].port'],
  ['service.full', 'HorizontalPodAutoscaler', 'container: app', 'container: main', 'spec.metrics[0].containerResource.container'],
  ['service.full', 'HorizontalPodAutoscaler', 'kind: Deployment', 'kind: StatefulSet', 'spec.scaleTargetRef.kind'],
  ['service.full', 'NetworkPolicy', 'port: 8443', 'port: 8434', 'spec.ingress[0].ports[0].port'],
  ['service.full', 'NetworkPolicy', 'port: 9090', 'port: telemetry', 'spec.ingress[2].ports[0].port'],
  ['service.full', 'PodDisruptionBudget', 'PinterestService', 'PinterestServices', 'spec.selector.matchLabels'],
  ['service.full', 'Service', 'crd_type: PinterestService', 'crd_type: PintrestService', 'spec.selector'],
  ['service.full', 'NetworkPolicy', 'crd_type: PinterestService\n  p', 'crd_tpye: PinterestService\n  p', 'spec.podSelector'],
  ['service.full', 'Deployment', 'name: api-env-3e8331a1', 'name: api-env-3e8331a2', 'envFrom[0].configMapRef.name'],
  ['service.full', 'Deployment', 'name: api-proxy-b91f82cc', 'name: api-proxi-b91f82cc', 'sources[0].configMap.name'],
  ['service.full', 'Deployment', 'name: chart-proxy-69981c45', 'name: chart-proxy-00000000', 'sources[1].configMap.name'],
  ['service.full', 'Deployment', 'name: api-config-cad3967b', 'name: api-confg-cad3967b', 'configMap.name'],
  ['service.full', 'Deployment', 'seconds: 20', 'seconds: 200', 'lifecycle.preStop.sleep.seconds'],
  ['service.full', 'Deployment', 'GracePeriodSeconds: 80', 'GracePeriodSeconds: 8', 'lifecycle.preStop.sleep.seconds'],
  ['service.full', 'Deployment', 'port: 8080\n', 'port: http\n', 'livenessProbe.httpGet.port'],
  ['service.full', 'Certificate', 'secretName: api-identity', 'secretName: api-identiy', 'name'],
  ['stateful-set.full', 'StatefulSet', 'serviceAccountName: store', 'serviceAccountName: stroe', 'serviceAccountName'],
  ['stateful-set.full', 'StatefulSet', 'serviceName: store', 'serviceName: sotre', 'spec.serviceName'],
  ['job-set.full', 'Job', 'serviceAccountName: ', 'serviceAccountName: x', 'serviceAccountName'],
  ['daemon.full', 'DaemonSet', 'serviceAccountName: ', 'serviceAccountName: x', 'serviceAccountName'],
];

describe('a fault of one line is told', () => {
  test.each(FAULTS)('%s: %s with %j as %j', (file, kind, from, to, field) => {
    let isThere = false;
    const documents = documentsIn(path.join(GOLDEN, `1.37/${file}.yaml`)).map(document => {
      const text = yaml.dump(document, { noRefs: true, sortKeys: true });
      if (document.kind !== kind || !text.includes(from)) return document;
      isThere = true;
      return yaml.load(text.replace(from, to)) as object;
    });
    expect(isThere).toBe(true);
    const found = judged(...documents);
    expect(found.join('\n')).toContain(field);
    expect(found.length).toBeLessThanOrEqual(3);
  });
});
