import {
  Composer, Document, isAlias, isCollection, isMap, isPair, isScalar, isSeq, LineCounter, Node as YamlNode, Parser,
} from 'yaml';
import { deeperThan } from './depth';
import { Fault } from './fault';
import { Entry, Node, Place } from './node';

/** A file, parsed. */
export interface Parsed {
  /** The documents in it; none if it is not YAML. */
  readonly documents: Node[];
  readonly faults: Fault[];
}

/** More is nobody's work, but an attempt to keep us busy: aliases make much of little. */
const MOST_NODES = 500_000;
const DEEPEST = 100;

/** What JSON has, too. */
const TAGS = /^tag:yaml\.org,2002:(str|int|float|bool|null|map|seq)$/;

/** Reads YAML 1.2, and keeps the places. */
export function parse(text: string, file: string): Parsed {
  const counter = new LineCounter();
  try {
    const tokens = [...new Parser(counter.addNewLine).parse(text)];
    const deep = deeperThan(DEEPEST, tokens);
    if (deep) throw new TooMuch(tooDeep(placeAt(counter, deep.offset, file)));
    const composer = new Composer({
      version: '1.2',
      schema: 'core',
      merge: false,
      // We look for them ourselves, in less time.
      uniqueKeys: false,
      prettyErrors: false,
      logLevel: 'silent',
    });
    const documents = [...composer.compose(tokens)] as Document.Parsed[];
    // What the parser says of a document after its first mistake follows from that one.
    const errors = documents.flatMap(({ errors: [first] }) => first ?? []).map(({ pos: [offset], message }): Fault => ({
      place: placeAt(counter, offset, file),
      field: 'YAML',
      rule: `cannot be read: ${message.replace(/[.\s]+$/, '')}`,
      fix: fixOf(message),
    }));
    if (errors.length > 0) return { documents: [], faults: errors };
    const reader = new Reader(counter, file);
    // What is between two `---` may be empty, or comments.
    const nodes = documents.flatMap(document => document.contents === null ? [] : [reader.readDocument(document)]);
    return { documents: nodes, faults: reader.faults };
  } catch (error) {
    if (error instanceof TooMuch) return { documents: [], faults: [error.fault] };
    if (!(error instanceof RangeError)) throw error;
    return { documents: [], faults: [tooDeep({ file, line: 1, column: 1 })] };
  }
}

/** What people mean who make these mistakes. */
const FIXES: readonly (readonly [RegExp, string])[] = [
  [/^Tabs /, 'Write spaces in place of the tab.'],
  [/^(Unexpected )?alias /i, 'Put the value in quotes, if it begins with "*".'],
  [/must start at the same column$/, 'Begin the line in the column of those that it belongs to.'],
  [/in compact mappings$/, 'Put the value in quotes, if it has ": " in it; else mend how far the next line is indented.'],
];

function fixOf(message: string): string {
  return FIXES.find(([said]) => said.test(message))?.[1] ?? 'Mend the syntax there.';
}

class TooMuch extends Error {
  constructor(public readonly fault: Fault) {
    super(fault.rule);
  }
}

function tooDeep(place: Place): Fault {
  return { place, field: 'YAML', rule: `must not be nested more than ${DEEPEST} deep`, fix: 'Write it flat.' };
}

function placeAt(counter: LineCounter, offset: number, file: string): Place {
  const { line, col } = counter.linePos(offset);
  return { file, line: Math.max(line, 1), column: Math.max(col, 1) };
}

/** Makes plain nodes of those of the parser: without aliases, tags and keys that are no strings. */
class Reader {
  public readonly faults: Fault[] = [];
  private left = MOST_NODES;
  /** What anchors name, and how many nodes that is. An anchor is there once it is read, so that none is within itself. */
  private anchors = new Map<string, { readonly node: Node; readonly size: number }>();

  constructor(private readonly counter: LineCounter, private readonly file: string) {}

  public readDocument(document: Document.Parsed): Node {
    this.anchors.clear();
    return this.read(document.contents, 0);
  }

  private read(node: YamlNode | null, depth: number): Node {
    const place = this.placeOf(node);
    if (depth > DEEPEST) throw new TooMuch(tooDeep(place));
    if (isAlias(node)) return this.aliased(node.source, place);
    const before = this.left;
    this.take(1, place);
    const read = this.readOwn(node, place, depth);
    const anchor = isCollection(node) || isScalar(node) ? node.anchor : undefined;
    if (anchor !== undefined) this.anchors.set(anchor, { node: read, size: before - this.left });
    return read;
  }

  private take(size: number, place: Place): void {
    this.left -= size;
    if (this.left >= 0) return;
    throw new TooMuch({
      place, field: 'YAML', rule: `must not have more than ${MOST_NODES} values`, fix: 'Write fewer aliases.',
    });
  }

  private aliased(name: string, place: Place): Node {
    const anchored = this.anchors.get(name);
    if (anchored) {
      this.take(anchored.size, place);
      return anchored.node;
    }
    this.refuse(place, `must name an anchor that ends before it: *${name}`, 'Write &name before the value that is meant.');
    return { type: 'scalar', place, value: null, source: '', plain: true };
  }

  private readOwn(node: YamlNode | null, place: Place, depth: number): Node {
    if (node?.tag !== undefined && !TAGS.test(node.tag)) this.refuse(place, `has the tag ${node.tag}`, 'Leave the tag out.');
    if (isSeq(node)) return { type: 'list', place, items: node.items.map(item => this.read(item as YamlNode, depth + 1)) };
    if (isMap(node)) return { type: 'mapping', place, entries: this.entriesOf(node.items, depth) };
    const value = isScalar(node) ? node.value : null;
    const source = isScalar(node) ? node.source ?? '' : '';
    // With a tag, YAML does not decide what it is.
    const plain = isScalar(node) ? node.tag === undefined && (node.type === 'PLAIN' || node.type === undefined) : true;
    const kept = typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' || value === null
      ? value
      : source;
    return { type: 'scalar', place, value: kept, source: plain ? source : String(kept), plain };
  }

  private entriesOf(pairs: unknown[], depth: number): Map<string, Entry> {
    const entries = new Map<string, Entry>();
    for (const pair of pairs) {
      if (!isPair(pair)) continue;
      const place = this.placeOf(pair.key as YamlNode);
      const name = isScalar(pair.key) ? keyOf(pair.key) : undefined;
      if (name === undefined) {
        this.refuse(place, 'must be a string', 'Write a name before the colon; in quotes, if it begins with [ or {.');
      } else if (name === '<<') {
        this.refuse(place, 'is a merge key of YAML 1.1, which YAML 1.2 does not have', 'Write the values out.');
      } else if (name === '__proto__') {
        this.refuse(place, 'is a name that programs take for something else', 'Use another name.');
      } else {
        const before = entries.get(name);
        if (before) this.refuse(place, `is there twice: "${name}", first in line ${before.place.line}`, 'Remove one of them.');
        entries.set(name, { name, place, value: this.read(pair.value as YamlNode | null, depth + 1) });
      }
    }
    return entries;
  }

  private refuse(place: Place, rule: string, fix: string): void {
    this.faults.push({ place, field: 'YAML', rule, fix });
  }

  private placeOf(node: YamlNode | null): Place {
    return placeAt(this.counter, node?.range?.[0] ?? 0, this.file);
  }
}

/** `1.27: x` and `on: x` have names that are no strings for some readers: here they are what is written. */
function keyOf({ value, source }: { readonly value: unknown; readonly source?: string }): string {
  return typeof value === 'string' ? value : source ?? '';
}
