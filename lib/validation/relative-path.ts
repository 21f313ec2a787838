/** Whether a path has a part "." or "..". */
export function climbs(path: string): boolean {
  return path.split('/').some(part => part === '.' || part === '..');
}
