import { kubectl } from './kubectl';

/** A log record, data point or span that a backend has received. */
export interface Record {
  /** The resource's attributes. */
  readonly resource: { readonly [attribute: string]: string };
  /** The line, or the name of the metric or span. */
  readonly text: string;
}

export interface Received {
  readonly logs: Record[];
  readonly metrics: Record[];
  readonly spans: Record[];
}

/** What is read at once, in bytes. */
const MOST = 48 * 1024 * 1024;

const FILE = '/data/received.jsonl';

/**
 * What the backend of telemetry-backend.yaml has received so far, or the latest of it if that is too much to be read at once.
 *
 * @param words looks only into messages with these words somewhere in a string: a flood hides none of them
 */
export function received(namespace: string, words?: string): Received {
  const tail = `tail -c ${MOST}`;
  const command = words === undefined ? `${tail} ${FILE}` : `grep -F -e "$1" ${FILE} | ${tail}`;
  const text = read(namespace, command, JSON.stringify(words ?? '').slice(1, -1));
  const lines = text.split('\n').filter(line => line !== '');
  const messages = lines.flatMap((line, n) => {
    if (n === 0 && Buffer.byteLength(text) >= MOST) return [];
    return parsed(line, n === lines.length - 1);
  });
  return {
    logs: records(messages, 'resourceLogs', 'scopeLogs', 'logRecords', record => record.body.stringValue),
    metrics: records(messages, 'resourceMetrics', 'scopeMetrics', 'metrics', metric => metric.name),
    spans: records(messages, 'resourceSpans', 'scopeSpans', 'spans', span => span.name),
  };
}

/** The last one may be half written. */
function parsed(line: string, isLast: boolean): any[] {
  try {
    return [JSON.parse(line)];
  } catch (error) {
    if (isLast) return [];
    throw error;
  }
}

/** How many messages with any of these words the backend has received, of all that it ever has. */
export function receivedMessages(namespace: string, ...words: string[]): number {
  return Number(read(namespace, `grep -c -F -e "$1" ${FILE} || [ $? = 1 ]`, words.join('\n')));
}

function read(namespace: string, command: string, argument: string): string {
  return kubectl(['exec', 'backend-0', '-n', namespace, '-c', 'reader', '--', 'sh', '-c', command, 'sh', argument]);
}

function records(messages: any[], resources: string, scopes: string, items: string, textOf: (item: any) => string): Record[] {
  return messages.flatMap(message => message[resources] ?? []).flatMap(({ resource, [scopes]: below }) => {
    const attributes = Object.fromEntries(
      (resource.attributes ?? []).map(({ key, value }: any) => [key, Object.values(value)[0]]),
    );
    return below.flatMap((scope: any) => scope[items].map((item: any) => ({ resource: attributes, text: textOf(item) })));
  });
}
