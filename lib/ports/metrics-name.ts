/** Whether a port is for monitoring, by its name, which may still be of any type. */
export function isNamedForMetrics(name: unknown): boolean {
  return typeof name === 'string' && (name === 'metrics' || name.endsWith('-metrics'));
}
