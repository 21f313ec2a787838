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

/** Everything that the backend of telemetry-backend.yaml has received so far, or the latest of it after a flood. */
export function received(namespace: string): Received {
  const tail = ['tail', '-c', `${MOST}`, '/data/received.jsonl'];
  const text = kubectl(['exec', 'backend-0', '-n', namespace, '-c', 'reader', '--', ...tail]);
  // The last line may be half written, and the first cut off.
  const lines = text.slice(0, text.lastIndexOf('\n') + 1).split('\n').filter(line => line !== '');
  const messages = lines.slice(Buffer.byteLength(text) < MOST ? 0 : 1).map(line => JSON.parse(line));
  return {
    logs: records(messages, 'resourceLogs', 'scopeLogs', 'logRecords', record => record.body.stringValue),
    metrics: records(messages, 'resourceMetrics', 'scopeMetrics', 'metrics', metric => metric.name),
    spans: records(messages, 'resourceSpans', 'scopeSpans', 'spans', span => span.name),
  };
}

function records(messages: any[], resources: string, scopes: string, items: string, textOf: (item: any) => string): Record[] {
  return messages.flatMap(message => message[resources] ?? []).flatMap(({ resource, [scopes]: below }) => {
    const attributes = Object.fromEntries(
      (resource.attributes ?? []).map(({ key, value }: any) => [key, Object.values(value)[0]]),
    );
    return below.flatMap((scope: any) => scope[items].map((item: any) => ({ resource: attributes, text: textOf(item) })));
  });
}
