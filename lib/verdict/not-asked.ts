import { PACKAGE, places } from './program';

/** What a synth says where programs are missing, and how they come. */
export function notAsked(versions: string[]): string {
  return `Kubernetes ${versions.join(' and ')} itself was not asked: ${reason(versions)} (docs/verdict.md).`;
}

function reason(versions: string[]): string {
  const folder = process.env.CDK8S_PINTEREST_VERDICT;
  if (folder) return `CDK8S_PINTEREST_VERDICT = ${folder} has no ${versions.map(each => `verdict-${each}`).join(' and no ')}`;
  const installed = minorOf(PACKAGE);
  const idle = versions.filter(each => installed === each || minorOf(named(each)) === each);
  if (idle.length > 0) {
    const names = idle.map(each => (installed === each ? PACKAGE : named(each)));
    return `${names.join(' and ')} is installed without its program for ${process.platform}-${process.arch}: `
      + 'install optional dependencies, too';
  }
  // Under one name npm installs one version.
  const packages = versions.map((each, n) => (
    installed === undefined && n === versions.length - 1 ? `${PACKAGE}@${each}` : `${named(each)}@npm:${PACKAGE}@${each}`
  ));
  return `npm install --save-dev ${packages.join(' ')}`;
}

const named = (version: string) => `${PACKAGE}-${version}`;

/** The minor version of a package that is installed. */
function minorOf(name: string): string | undefined {
  try {
    // eslint-disable-next-line @typescript-eslint/no-require-imports
    const { version } = require(require.resolve(`${name}/package.json`, { paths: places() }));
    return /^\d+\.\d+/.exec(version)?.[0];
  } catch {
    return undefined;
  }
}
