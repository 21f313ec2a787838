import '../quiet';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { PinterestApp, PinterestChart } from 'cdk8s-pinterest';
import { Cluster, IdentityProvider, KubernetesVersion, Platform, TrustBundle } from 'cdk8s-pinterest/platform';
import { loadAll } from 'js-yaml';
import { goldenApps } from '../golden/apps';
import { CASES } from '../golden/cases';

/*
 * Prints what each minor version has to accept, one JSON object a line: the golden output for it and for those before it, for
 * clusters are upgraded below it, and what the cases give for this very version.
 */

const MINORS = [27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37];

const trust = TrustBundle.configMap({ name: 'mesh-authorities' });
const identity = IdentityProvider.certManager({ issuer: 'mesh', trust, trustDomain: 'example.com' });

function caseFor(name: string, version: string): any[] {
  const outdir = fs.mkdtempSync(path.join(os.tmpdir(), 'schemas-'));
  try {
    const app = new PinterestApp({ outdir });
    const cluster = new Cluster({
      name: 'prod', environment: 'prod', version: KubernetesVersion.of(version), region: 'us-east-1', identity,
      ingress: { className: 'public', namespace: 'ingress' }, gateway: { name: 'public', namespace: 'gateways' },
    });
    new Platform({ clusters: [cluster], imageRegistry: 'registry.example.com/platform' }).attach(app);
    CASES[name](new PinterestChart(app, 'chart', {
      namespace: 'platform', owner: { team: 'boards', contact: 'boards@example.com' },
    }));
    app.synth();
    return loadAll(fs.readFileSync(path.join(outdir, 'chart.k8s.yaml'), 'utf8'));
  } finally {
    fs.rmSync(outdir, { recursive: true });
  }
}

for (const minor of MINORS) {
  const golden = goldenApps().filter(({ version }) => Number(version.split('.')[1]) <= minor)
    .map(({ name, version, documents }) => ({ name: `${name} for ${version}`, documents }));
  const cases = Object.keys(CASES).map(name => ({ name, documents: caseFor(name, `1.${minor}`) }));
  for (const { name, documents } of [...golden, ...cases]) {
    documents.forEach(document => console.log(JSON.stringify({ minor: `1.${minor}`, name, document })));
  }
}
