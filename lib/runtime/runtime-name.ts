/** The name of a release's object: `registrar-2026-11`. It contains the release, so that releases can coexist. */
export function runtimeName(base: string, release: string): string {
  return `${base}-${release.toLowerCase().replace(/[^a-z0-9]+/g, '-')}`;
}

/** The folder on each node where a daemon of a release keeps its files. */
export function nodeFolder(base: string, release: string): string {
  return `/var/lib/pinterest/${release}/${base}`;
}
