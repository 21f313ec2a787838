import { Duration } from 'cdk8s';
import {
  Artifact, HealthCheck, PinterestApp, PinterestJobSet, PinterestService, PinterestServiceProps, Port, Scaling,
} from 'cdk8s-pinterest';
import { Cluster, ClusterStage, KubernetesVersion, Platform } from 'cdk8s-pinterest/platform';
import { serverVersion } from './kubectl';
import { MESH } from './mesh';
import { Name } from '../../examples/storefront/calls';
import { Storefront } from '../../examples/storefront/storefront';

/* What the team of delivery.test.ts commits: examples/storefront, on a cluster that stands for both of its kinds. */

export const FLAVOURS = ['plain', 'identity'] as const;
export type Flavour = typeof FLAVOURS[number];

/** The chart. */
export const SHOP = 'storefront';

export const namespaceOf = (flavour: Flavour) => `delivery-${flavour}`;
export const hostOf = (flavour: Flavour) => `${flavour}.delivery.example.com`;

/** A state of the repository. */
export interface State {
  /** The version of all programs. */
  readonly version: string;
  readonly settings?: { readonly [name in Name]?: Partial<PinterestServiceProps> };
  /** The version of a job, if there is one. */
  readonly report?: string;
  /** Whether there is one more service. */
  readonly gifts?: boolean;
}

const IMAGE = 'registry.example.com/storefront';
const build = (version: string) => ({ artifact: Artifact.of({ image: IMAGE, version }) });
const telling = (level: string) => ({ config: { env: { LOG_LEVEL: level } } });

/** What people commit, one after the other; the last one is taken back then. */
export const COMMITS: Record<string, Partial<State>> = {
  'configuration': { settings: { catalog: telling('debug'), frontend: telling('debug') } },
  'images': { settings: { cart: build('2.0.0'), checkout: build('2.0.0'), frontend: telling('debug') } },
  'a number of pods': { settings: { cart: build('2.0.0'), checkout: build('2.0.0'), currency: { scaling: Scaling.fixed(3) } } },
  'a job': { report: '1' },
  'a new service': { gifts: true },
  'a new version of the job': { report: '2' },
  'everything in a new version': { version: '2.0.0', settings: {} },
  'a removed service': { gifts: false },
  'configuration and images': { settings: { frontend: { ...telling('info'), ...build('1.0.0') }, email: telling('info') } },
};

/** The program. */
export function shops({ version, settings, report, gifts }: State): PinterestApp {
  const common = {
    environment: 'test', version: KubernetesVersion.of(serverVersion()), ingress: { className: 'public', namespace: 'ingress' },
  };
  const clusters = FLAVOURS.map(name => new Cluster({ name, ...common, identity: name === 'identity' ? MESH : undefined }));
  const app = new PinterestApp({ platform: new Platform({ clusters }) });
  clusters.forEach((cluster, index) => {
    const flavour = FLAVOURS[index];
    const shop = new Storefront(new ClusterStage(app, cluster), SHOP, {
      version,
      settings,
      host: hostOf(flavour),
      namespace: namespaceOf(flavour),
      storageClass: process.env.STORAGE_CLASS ?? 'local',
    });
    if (report !== undefined) {
      new PinterestJobSet(shop, 'report', {
        container: { image: 'registry.example.com/pinboard:1.0.0', command: ['node', '-e', `console.log('report ${report}')`] },
        config: { files: { 'report.yaml': `version: ${report}\n` } },
        stop: Duration.seconds(1),
      });
    }
    if (gifts) {
      new PinterestService(shop, 'gifts', {
        ...build(version),
        container: { image: IMAGE, args: ['ads'] },
        ports: [Port.grpc(9090)],
        health: { readiness: HealthCheck.grpc({ service: 'ads', period: Duration.seconds(5) }) },
      });
    }
  });
  return app;
}
