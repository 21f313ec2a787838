import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { ApiObject } from 'cdk8s';
import { PinterestApp, PinterestChart } from 'cdk8s-pinterest';
import { Cluster, IdentityProvider, KubernetesVersion, Platform, TrustBundle } from 'cdk8s-pinterest/platform';
import { loadAll } from 'js-yaml';
import { Dice } from './dice';
import { addWorkload, KINDS } from './specs/kinds';

/** What a synth says of a random spec. */
export interface Synthesized {
  readonly kind: string;
  /** Its complaints, line by line. Empty if it accepts. */
  readonly complaints: string[];
  /** What it writes; if it refuses, what it would have written, as far as it got. */
  readonly documents: any[];
}

/** Namespaces that a server must have for the documents. */
export const NAMESPACES = ['shop', 'platform'];

const trust = TrustBundle.configMap({ name: 'mesh-authorities' });
const identity = IdentityProvider.certManager({ issuer: 'mesh', trust, trustDomain: 'example.com' });

/** Builds a random workload for a cluster of this version, and synthesizes it. */
export function synthesize(dice: Dice, version: string): Synthesized {
  const kind = dice.pick(Object.keys(KINDS));
  const outdir = fs.mkdtempSync(path.join(os.tmpdir(), 'agree-'));
  const app = new PinterestApp({ outdir });
  let chart: PinterestChart | undefined;
  try {
    new Platform({ clusters: [clusterOf(dice, version)], imageRegistry: 'registry.example.com/platform' }).attach(app);
    // A daemon is the infrastructure team's.
    chart = new PinterestChart(app, 'chart', {
      namespace: kind === 'daemon' ? 'platform' : dice.pick(NAMESPACES), owner: { team: 'boards', contact: 'boards@example.com' },
    });
    addWorkload(kind, chart, dice);
    app.synth();
    const written = fs.readdirSync(outdir).filter(file => file.endsWith('.yaml'));
    return {
      kind, complaints: [], documents: written.flatMap(file => loadAll(fs.readFileSync(path.join(outdir, file), 'utf8'))),
    };
  } catch (error) {
    return { kind, complaints: complaintsOf(error as Error), documents: documentsOf(chart) };
  } finally {
    fs.rmSync(outdir, { recursive: true });
  }
}

function clusterOf(dice: Dice, version: string): Cluster {
  return new Cluster({
    name: 'prod', environment: 'prod', version: KubernetesVersion.of(version), region: 'us-east-1',
    ingress: { className: 'public', namespace: 'ingress' }, gateway: { name: 'public', namespace: 'gateways' },
    ...dice.chance(0.5) && { identity },
  });
}

function complaintsOf({ message }: Error): string[] {
  const [first, ...others] = message.split('\n');
  return others.length > 0 ? others.map(line => line.trim()) : [first];
}

/** What it would write, were it not asked whether it may. */
function documentsOf(chart?: PinterestChart): any[] {
  try {
    return (chart?.node.findAll() ?? []).filter(node => ApiObject.isApiObject(node)).map(
      object => (object as ApiObject).toJson(),
    );
  } catch {
    return []; // It has no meaning that could be written.
  }
}
