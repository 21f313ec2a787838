import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { App } from 'cdk8s';
import { PinterestApp, PinterestChart, PinterestService, PinterestServiceProps } from 'cdk8s-pinterest';
import {
  Cluster, ClusterProps, IdentityProvider, KubernetesVersion, Platform, Release, TrustBundle,
} from 'cdk8s-pinterest/platform';

export const OWNER = { team: 'boards', contact: 'boards@example.com' };
export const CONTAINER = { image: 'registry.example.com/api:1', portNumber: 8080 };
export const TRUST = TrustBundle.configMap({ name: 'mesh-authorities' });
export const IDENTITY = IdentityProvider.certManager({ issuer: 'mesh', trust: TRUST, trustDomain: 'example.com' });
export const VERSIONS = ['1.27', '1.28', '1.29', '1.30', '1.37'];

export type Services = Record<string, Partial<PinterestServiceProps>>;

export interface World extends Partial<Omit<ClusterProps, 'version'>> {
  readonly version?: string;
  /** The platform's releases. */
  readonly offered?: Release[];
  /** Another platform than one with this cluster alone. */
  readonly platform?: Platform;
}

/** A cluster with all features, identity included. */
export const MESH: World = {
  identity: IDENTITY, ingress: { className: 'public', namespace: 'ingress' }, gateway: { name: 'public', namespace: 'gateways' },
};

/** A cluster without optional features. */
export const BARE: World = {};

export function clusterOf({ version = '1.37', offered: _offered, platform: _platform, ...props }: World): Cluster {
  return new Cluster({ name: 'prod', environment: 'prod', version: KubernetesVersion.of(version), ...props });
}

/** A folder for this test file alone, removed after its tests. */
export function freshFolder(): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'unit-'));
  folders.push(folder);
  return folder;
}

const folders: string[] = [];
afterAll(() => folders.splice(0).forEach(folder => fs.rmSync(folder, { recursive: true })));

/** An app with one cluster, and in its namespace `shop` the given services. */
export class Shop<T extends App = PinterestApp> {
  public static of(services: Services, world: World = MESH): Shop {
    return new Shop(new PinterestApp({ outdir: freshFolder() }), services, world);
  }

  public readonly chart: PinterestChart;
  public readonly services: Record<string, PinterestService>;

  constructor(public readonly app: T, services: Services, world: World = MESH, namespace = 'shop') {
    (world.platform ?? new Platform({
      clusters: [clusterOf(world)], releases: world.offered, imageRegistry: 'registry.example.com/platform',
    })).attach(app);
    const chart = new PinterestChart(app, 'chart', { namespace, owner: OWNER });
    this.chart = chart;
    this.services = Object.fromEntries(Object.entries(services).map(([name, props]) => [
      name, new PinterestService(chart, name, { container: CONTAINER, ...props }),
    ]));
  }

  /** All objects of a kind. */
  public all(kind?: string): any[] {
    return (this.chart.toJson() as any[]).filter(object => kind === undefined || object.kind === kind);
  }

  /** The only object of a kind. */
  public one(kind: string): any {
    const found = this.all(kind);
    if (found.length !== 1) throw new Error(`There are ${found.length} objects of kind ${kind}.`);
    return found[0];
  }

  /** The pod template of the only Deployment. */
  public get template(): any {
    return this.one('Deployment').spec.template;
  }

  /** A container of the only Deployment, init containers included. */
  public container(name: string): any {
    const { containers, initContainers = [] } = this.template.spec;
    return named([...containers, ...initContainers], name);
  }

  /** The files that a synth leaves, by path. */
  public write(): Map<string, string> {
    this.app.synth();
    return filesOf(this.app.outdir);
  }
}

/** Anything built in a chart for one cluster, and its output. */
export class Built<T> extends Shop {
  public readonly it: T;

  constructor(build: (chart: PinterestChart) => T, world: World = MESH, namespace = 'shop') {
    super(new PinterestApp({ outdir: freshFolder() }), {}, world, namespace);
    this.it = build(this.chart);
  }

  /** The error of a synth. */
  public get errors(): string[] {
    return complaints(() => this.write());
  }
}

/** One service called `api`. */
export function api(props: Partial<PinterestServiceProps> = {}, world: World = MESH): Shop {
  return Shop.of({ api: props }, world);
}

export function named(list: any[], name: string): any {
  return list.find(each => each.name === name);
}

export function namesOf(list: any[] = []): string[] {
  return list.map(each => each.name);
}

/** The files of a folder and of those in it, without hidden ones. */
export function filesOf(folder: string): Map<string, string> {
  const paths = allFilesOf(folder).filter(file => !path.basename(file).startsWith('.'));
  return new Map(paths.map(file => [file, fs.readFileSync(path.join(folder, file), 'utf8')]));
}

/** The files of a folder and of those in it, by path. */
export function allFilesOf(folder: string): string[] {
  return fs.readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(file => fs.statSync(path.join(folder, file)).isFile()).sort();
}

/** The error of a synth, line by line without the first; empty if it succeeds. */
export function complaints(synth: () => unknown): string[] {
  try {
    synth();
  } catch (error) {
    return (error as Error).message.split('\n').slice(1).map(line => line.trim());
  }
  return [];
}
