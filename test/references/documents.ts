import * as fs from 'node:fs';
import { ApiObject, Chart } from 'cdk8s';
import { PinterestApp } from 'cdk8s-pinterest';
import * as yaml from 'js-yaml';
import { freshFolder } from '../synth';

/** What is said of documents that are all of an app: `error Service spec.ports[0].port = 80: ...`. */
export function judged(...documents: object[]): string[] {
  const app = new PinterestApp({ outdir: freshFolder() });
  const chart = new Chart(app, 'all');
  documents.forEach((each: any, n) => new ApiObject(chart, `${each.kind}-${n}`, structuredClone(each)));
  const { problems, warnings } = app.plan();
  const lines = (severity: string, found: typeof problems) => found.map(({ path, message }) => (
    `${severity} ${path?.replace(/^all\/|-\d+$/g, '')} ${message}`
  ));
  return [...lines('error', problems), ...lines('warning', warnings)];
}

export function documentsIn(file: string): any[] {
  return (yaml.loadAll(fs.readFileSync(file, 'utf8')) as any[]).filter(Boolean);
}

export function deployment(name = 'api', container: object = {}, pod: object = {}): any {
  const labels = { app: name };
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, namespace: 'shop' },
    spec: {
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: {
          containers: [{ name: 'app', image: 'api', ports: [{ name: 'http', containerPort: 8080 }], ...container }], ...pod,
        },
      },
    },
  };
}

export function service(name = 'api', ports: object[] = [{ port: 80, targetPort: 'http' }], spec: object = {}): any {
  return object('v1', 'Service', name, { spec: { selector: { app: name }, ports, ...spec } });
}

export function object(apiVersion: string, kind: string, name: string, content: object = {}): any {
  return { apiVersion, kind, metadata: { name, namespace: 'shop' }, ...content };
}
