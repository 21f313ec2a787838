import { createRequire } from 'node:module';
import * as path from 'node:path';
import { Platform } from 'cdk8s-pinterest/platform';
import { shareModules } from './modules';

/** What a platform package exports. */
export interface PlatformPackage {
  readonly platform: Platform;
  /** What makes a requirement of its own components, by name, of what YAML says. */
  readonly requirements?: Readonly<Record<string, (options: unknown) => unknown>>;
}

/** A package of npm, or a folder of the project. */
const PACKAGE = /^(@[a-z0-9][\w.~-]*\/)?[a-z0-9][\w.~-]*$/i;
const FOLDER = /^\.(\/(?!\.)[\w.@-]+)+$/;

export interface NotLoaded {
  readonly rule: string;
  readonly fix: string;
}

/** Loads the platform package that a document names. @param folder the folder of the document */
export function namedPackage(name: string, folder: string): PlatformPackage | NotLoaded {
  if (!PACKAGE.test(name) && !FOLDER.test(name)) {
    return {
      rule: 'must be the name of an npm package, or a folder of the project',
      fix: 'Write for example "@example/platform" or "./platform".',
    };
  }
  return load(name, folder);
}

/**
 * Loads the platform package that the command was told. A name is looked up beside the command: the folder in which it is run may
 * be that of somebody whose programs must not run.
 */
export function givenPackage(name: string): PlatformPackage | NotLoaded {
  return load(path.isAbsolute(name) || name.startsWith('.') ? path.resolve(name) : name, __dirname);
}

function load(name: string, folder: string): PlatformPackage | NotLoaded {
  shareModules();
  let exported: Partial<PlatformPackage>;
  try {
    exported = createRequire(path.resolve(folder, 'package.json'))(name);
  } catch (error) {
    return notLoaded(error as NodeJS.ErrnoException, name);
  }
  if (exported.platform instanceof Platform) return exported as PlatformPackage;
  return exported.platform === undefined
    ? { rule: 'exports no `platform`', fix: 'Export it there: exports.platform = new Platform({ clusters: [...] }).' }
    : {
      rule: 'exports a `platform` that is none of this copy of cdk8s-pinterest',
      fix: 'Make it with new Platform(...) of cdk8s-pinterest/platform, in a CommonJS module.',
    };
}

function notLoaded({ code, message }: NodeJS.ErrnoException, name: string): NotLoaded {
  const [reason] = `${message}`.split('\n');
  if (code === 'MODULE_NOT_FOUND' && reason.includes(`'${name}'`)) {
    return /^\.{0,2}\//.test(name)
      ? {
        rule: 'is no folder or module of this project',
        fix: 'Correct the path: a relative one begins at the folder of the documents.',
      }
      : { rule: 'is not installed', fix: `Run: npm install ${name}` };
  }
  if (code === 'ERR_REQUIRE_ESM') {
    return {
      rule: 'is an ES module', fix: 'Compile it to CommonJS, so that it shares this copy of cdk8s-pinterest.',
    };
  }
  return { rule: `cannot be loaded: ${reason}`, fix: 'Mend the package.' };
}

export function isLoaded(found: PlatformPackage | NotLoaded): found is PlatformPackage {
  return 'platform' in found;
}
