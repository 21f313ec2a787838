/** One JSON object a line, as collectors of container logs like it. */
export function log(message: string, fields: Record<string, unknown> = {}): void {
  process.stdout.write(`${JSON.stringify({ time: new Date().toISOString(), message, ...fields })}\n`);
}

export function said(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
