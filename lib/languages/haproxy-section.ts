/** A section of the configuration. Lines that begin with a dot are conditions. */
export function section(title: string, lines: string[]): string {
  let text = title;
  for (const line of lines) text += line.startsWith('.') ? `\n${line}` : `\n  ${line}`;
  return `${text}\n`;
}

/**
 * Listens in the families that the pod has an address of, as the variable `POD_IPS` says: there are nodes without IPv6,
 * on which HAProxy could not start.
 */
export function bind(port: number, options = ''): string[] {
  const how = options && ` ${options}`;
  return [`bind :${port}${how}`, '.if "strstr(\'$POD_IPS\',:)"', `bind :::${port} v6only${how}`, '.endif'];
}
