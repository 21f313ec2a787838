import { fileURLToPath } from 'node:url';
import { IConstruct } from 'constructs';
import { isRecording } from './recording';

/** Where in a source something is written. */
export interface SourcePlace {
  /** The path of the file. */
  readonly file: string;

  /** Its line, from 1. */
  readonly line: number;

  /** Its column, from 1. */
  readonly column: number;
}

/** What a frontend says of a construct, by the metadata of this type: its place, and those of its properties by their paths. */
const METADATA = 'cdk8s-pinterest:source';

/** The library itself, and where others are that call it on behalf of the user. */
const OWN_FOLDER = __dirname.replace(/[\\/]tree$/, '');
const NOT_THE_USER = /^node:|[\\/]node_modules[\\/]/;

/** Remembers where a construct is made, if somebody will ask: it costs a stack trace. */
export function rememberPlace(construct: IConstruct): void {
  // In another language the stack is that of jsii's own program.
  if (!isRecording() || process.env.JSII_AGENT) return;
  const place = placeOfCaller();
  if (place) construct.node.addMetadata(METADATA, place);
}

/** Where a construct is made; a frontend knows it better than the stack, and says it later. */
export function sourcePlaceOf(construct: IConstruct): SourcePlace | undefined {
  const { file, line, column } = lastSaid(construct) ?? {};
  return typeof file === 'string' && typeof line === 'number' && typeof column === 'number' ? { file, line, column } : undefined;
}

/** Where the properties of a construct are written, by their paths such as `container.image`, if a frontend has said it. */
export function propertyPlacesOf(construct: IConstruct): Record<string, unknown> | undefined {
  return lastSaid(construct)?.properties as Record<string, unknown> | undefined;
}

function lastSaid(construct: IConstruct): Record<string, unknown> | undefined {
  const said: unknown = construct.node.metadata.filter(({ type }) => type === METADATA).at(-1)?.data;
  return typeof said === 'object' && said !== null ? said as Record<string, unknown> : undefined;
}

/** The nearest call on the stack that is neither of this library nor of another package. */
function placeOfCaller(): SourcePlace | undefined {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 60;
  const lines = new Error().stack?.split('\n') ?? [];
  Error.stackTraceLimit = stackTraceLimit;
  for (const line of lines) {
    const [, at, row, column] = /^\s+at (?:.*\()?(.+?):(\d+):(\d+)\)?$/.exec(line) ?? [];
    if (at === undefined) continue;
    const file = at.startsWith('file:') ? fileURLToPath(at) : at;
    if (!file.startsWith(OWN_FOLDER) && !NOT_THE_USER.test(file)) return { file, line: Number(row), column: Number(column) };
  }
  return undefined;
}
