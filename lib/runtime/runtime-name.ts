/** What a part of a release is called in a cluster: `registrar-2026-11`. Other releases have other names beside it. */
export function runtimeName(base: string, release: string): string {
  return `${base}-${release.toLowerCase().replace(/[^a-z0-9]+/g, '-')}`;
}

/** Where a part of a release keeps its files on each node. */
export function nodeFolder(base: string, release: string): string {
  return `/var/lib/pinterest/${release}/${base}`;
}
