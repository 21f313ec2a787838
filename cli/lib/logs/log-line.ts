/** A line of a log, with the time at which the kubelet got it. */
export interface LogLine {
  readonly pod: string;
  readonly container: string;
  readonly time: string;
  readonly text: string;
}

/** Of a log that was read with times. */
export function logLines(log: string, pod: string, container: string): LogLine[] {
  return log.split('\n').filter(line => line !== '').map(line => logLine(line, pod, container));
}

export function logLine(line: string, pod: string, container: string): LogLine {
  // What the kubelet itself says, such as that it has no log, has no time.
  if (!/^\d{4}-\d\d-\d\dT/.test(line)) return { pod, container, time: '', text: line };
  const space = line.indexOf(' ');
  const end = space < 0 ? line.length : space;
  return { pod, container, time: line.slice(0, end), text: line.slice(end + 1) };
}

/** Those of several pods in the order of their times; the lines of one stay in their order. */
export function merged(logs: readonly (readonly LogLine[])[]): LogLine[] {
  return logs.flat().sort(({ time }, other) => (
    Date.parse(time) - Date.parse(other.time) || fraction(time) - fraction(other.time)
  ));
}

/** Nanoseconds, which a Date does not have. */
function fraction(time: string): number {
  const [, digits = '0'] = /\.(\d+)/.exec(time) ?? [];
  return Number(digits.padEnd(9, '0'));
}
