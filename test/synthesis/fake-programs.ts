import * as fs from 'node:fs';
import * as path from 'node:path';
import { ApiObject } from 'cdk8s';
import { PinterestApp, PinterestChart } from 'cdk8s-pinterest';
import { Cluster, ClusterStage, KubernetesVersion, Platform } from 'cdk8s-pinterest/platform';
import { freshFolder, OWNER } from '../synth';

/* Apps on clusters whose Kubernetes is a program that says what the documents tell it to say. */

const FAKE = path.join(__dirname, '../verdict/fake-verdict.js');
let asked: string;

/** In all tests of a file, which may change the environment. */
export function withFakePrograms(): void {
  const before = { ...process.env };
  beforeEach(() => {
    const folder = freshFolder();
    for (const version of ['1.27', '1.37']) fs.symlinkSync(FAKE, path.join(folder, `verdict-${version}`));
    asked = path.join(folder, 'asked');
    Object.assign(process.env, { CDK8S_PINTEREST_VERDICT: folder, XDG_CACHE_HOME: freshFolder(), ASKED: asked });
  });
  afterEach(() => { process.env = { ...before }; });
}

/** The annotations of a document of which this is said. */
export const says = (verdict: object) => ({ says: JSON.stringify(verdict) });

interface World {
  readonly versions?: string[];
  readonly outdir?: string;
  /** The context value. */
  readonly definitions?: string;
  readonly build?: (chart: PinterestChart) => void;
}

/** An app with a chart on a cluster of each version. */
export function appOf({ versions = ['1.37'], outdir = freshFolder(), definitions, build }: World): PinterestApp {
  const clusters = versions.map(version => new Cluster({
    name: `on-${version.replace('.', '-')}`, environment: 'prod', version: KubernetesVersion.of(version),
  }));
  const app = new PinterestApp({ outdir, platform: new Platform({ clusters }) });
  if (definitions !== undefined) app.node.setContext('cdk8s-pinterest:definitions', definitions);
  for (const cluster of clusters) build?.(new PinterestChart(new ClusterStage(app, cluster), 'web', { owner: OWNER }));
  return app;
}

export const thing = (annotations: Record<string, string>, spec: unknown = {}) => (chart: PinterestChart) => {
  new ApiObject(chart, 'thing', { apiVersion: 'v1', kind: 'Thing', metadata: { name: 'thing', annotations }, spec });
};

/** What a program was given since the last look, but for the end. */
export function given(): any[] {
  const lines = fs.existsSync(asked) ? fs.readFileSync(asked, 'utf8').split('\n').filter(line => line !== '') : [];
  fs.rmSync(asked, { force: true });
  return lines.map(line => JSON.parse(line)).filter(each => each?.kind !== 'End');
}
