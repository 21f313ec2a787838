import * as path from 'node:path';
import { Assembly, loadAssemblyFromPath, Type } from '@jsii/spec';

const ROOT = path.join(__dirname, '../..');

/** Whose types the constructs take. */
const PACKAGES = ['node_modules/cdk8s', 'node_modules/cdk8s-plus-27', 'node_modules/constructs'];

/** What jsii has written of the library, of cdk8s and of cdk8s-plus. */
export class Assemblies {
  public readonly library: Assembly;
  private readonly types: Map<string, Type>;

  /** @param folder that of the library */
  constructor(folder = ROOT) {
    const all = [folder, ...PACKAGES.map(each => path.join(ROOT, each))].map(each => loadAssemblyFromPath(each, false));
    this.library = all[0];
    this.types = new Map(all.flatMap(({ types = {} }) => Object.entries(types)));
  }

  public find(name: string): Type {
    const type = this.types.get(name);
    if (type === undefined) throw new Error(`No package describes ${name}. Is it compiled? npx projen compile`);
    return type;
  }

  /** A type and those that it extends, the nearest first. */
  public lineage(name: string): Type[] {
    const type = this.find(name);
    const parents = [
      ...'base' in type && type.base !== undefined ? [type.base] : [], ...'interfaces' in type ? type.interfaces ?? [] : [],
    ];
    return [type, ...parents.flatMap(parent => this.lineage(parent))];
  }

  public extends(name: string, parent: string): boolean {
    return name === parent || this.lineage(name).some(({ fqn }) => fqn === parent);
  }
}
