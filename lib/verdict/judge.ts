import { createHash } from 'node:crypto';
import { Verdict } from './answer';
import { Documents } from './ask';
import { Definitions } from './definitions';
import { Memory } from './memory';
import { VerdictProgram } from './program';
import { listItems } from '../yaml/list-items';

/** An object as it is written. */
export interface JudgedDocument {
  readonly document: { readonly text: string };
  readonly content: unknown;
}

/** What a program says of an object in a document that it was given. */
export interface Judgement<T> {
  readonly of: T;
  /** The object: the document's content, or an item of that if it is a List. */
  readonly content: unknown;
  /** What its fields begin with in the document. */
  readonly prefix: string;
  readonly verdict: Verdict;
}

/** Another one whenever documents are given to the programs in another way, so that all are judged again. */
const WAY = 'lists, ends';

/**
 * Gives documents to the program of a version, and only those of files that are not as they were when it last had nothing to
 * say of them.
 */
export class Judge<T extends JudgedDocument> {
  private readonly documents = new Documents();
  private readonly given: (Omit<Judgement<T>, 'verdict'> | undefined)[] = [];
  /** By the place of its first document among those that were given. */
  private readonly files: { readonly from: number; readonly digest: string }[] = [];
  private readonly context: string;
  private readonly definitions: Definitions;
  /** Versions of the kinds that the app itself defines: no server has others of them. */
  private readonly defined = new Map<string, Set<unknown>>();

  /** @param context what all others are judged by: namespaces, definitions of custom resources, policies */
  constructor(private readonly program: VerdictProgram, private readonly memory: Memory, context: readonly JudgedDocument[]) {
    this.context = digestOf([WAY, program.build, ...context.map(({ document: { text } }) => text)]);
    this.definitions = new Definitions(program.definitions);
    for (const { content } of context) {
      this.definitions.leaveOut(content);
      this.define(content);
    }
    for (const { content } of context) this.give(content);
  }

  /** The documents of a file. */
  public add(file: readonly T[]): void {
    const digest = digestOf([this.context, ...file.map(({ document: { text } }) => text)]);
    if (this.memory.knows(digest)) return;
    this.files.push({ from: this.given.length, digest });
    for (const of of file) {
      for (const item of listItems(of.content)) this.give(item.content, { of, ...item });
    }
  }

  /** Asks the program. */
  public judgements(): Judgement<T>[] {
    if (this.files.length === 0) return [];
    const judgements = this.documents.judgedBy(this.program).flatMap(verdict => {
      const given = this.given[verdict.line - 1];
      return given === undefined ? [] : this.judged(given, verdict);
    });
    const spoken = new Set(judgements.map(({ verdict: { line } }) => line - 1));
    this.files.forEach(({ from, digest }, n) => {
      const to = this.files[n + 1]?.from ?? this.given.length;
      for (let at = from; at < to; at++) if (spoken.has(at)) return;
      this.memory.learn(digest);
    });
    return judgements;
  }

  public close(): void {
    this.documents.close();
  }

  /** Custom resources of which nobody has given the definition are not judged. */
  private judged(given: Omit<Judgement<T>, 'verdict'>, verdict: Verdict): Judgement<T>[] {
    if (verdict.unjudged === undefined) return [{ ...given, verdict }];
    const { apiVersion, kind } = fieldsOf(given.content);
    const [group, version] = `${apiVersion}`.split('/');
    if (this.defined.get(`${kind}.${group}`)?.has(version) ?? true) return [];
    const message = 'no matches for this kind: its CustomResourceDefinition in the app does not serve this version';
    return [{ ...given, verdict: { line: verdict.line, refusals: [{ field: 'apiVersion', message }] } }];
  }

  private define(content: unknown): void {
    const { kind, spec } = fieldsOf(content);
    if (kind !== 'CustomResourceDefinition') return;
    const { group, names, versions } = fieldsOf(spec);
    const name = `${fieldsOf(names).kind}.${group}`;
    const served = (Array.isArray(versions) ? versions : []).map(fieldsOf).filter(each => each.served !== false);
    this.defined.set(name, new Set([...this.defined.get(name) ?? [], ...served.map(each => each.name)]));
  }

  private give(content: unknown, of?: Omit<Judgement<T>, 'verdict'>): void {
    const definition = this.definitions.newFor(content);
    if (definition !== undefined) this.give(definition);
    this.documents.add(content);
    this.given.push(of);
  }
}

function fieldsOf(value: unknown): Record<string, unknown> {
  return (value ?? {}) as Record<string, unknown>;
}

function digestOf(texts: readonly string[]): string {
  const hash = createHash('sha256');
  for (const text of texts) hash.update(text).update('\0');
  return hash.digest('base64url');
}
