import * as fs from 'node:fs';
import * as path from 'node:path';

/** A kind of custom resource: `cert-manager.io`, `Certificate`. */
const GROUP = /^[a-z0-9][-a-z0-9.]*$/;
const KIND = /^[A-Za-z][A-Za-z0-9]*$/;

/** The definitions of custom resources that come with the programs, each when the first object of its kind does. */
export class Definitions {
  private readonly seen = new Set<string>();

  /** @param folder a file for each kind, `<group>_<kind>.json` */
  constructor(private readonly folder: string) {}

  /** The definition of an object's kind, if it is there and has not been asked for before. */
  public newFor(object: unknown): unknown {
    const { apiVersion, kind } = (object ?? {}) as { apiVersion?: unknown; kind?: unknown };
    const [group, version] = `${apiVersion}`.split('/');
    const name = `${group}_${kind}`;
    if (version === undefined || this.seen.has(name)) return undefined;
    this.seen.add(name);
    if (!GROUP.test(group) || !KIND.test(`${kind}`)) return undefined;
    const file = path.join(this.folder, `${name}.json`);
    return fs.existsSync(file) ? JSON.parse(fs.readFileSync(file, 'utf8')) : undefined;
  }
}
