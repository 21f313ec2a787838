/** Without the way to the pod, which is the same for all. */
export function shortPath(path: string): string {
  return path.replace(/^(.*\.)?template\.spec\./, 'pod ').replace(/^(.*\.)?template\.metadata\./, 'pod ').replace(/^spec\./, '');
}
