import { createHash } from 'node:crypto';
import { Verdict } from './answer';
import { Documents } from './ask';
import { DefinitionFile, malformed } from './definition-files';
import { Definitions } from './definitions';
import { valueAt } from './field-value';
import { Memory } from './memory';
import { VerdictProgram } from './program';
import { Problem } from '../validation/problem';
import { isList } from '../validation/words';
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

/** What all documents of a cluster are judged by. */
export interface JudgeContext<T> {
  /** Definitions of custom resources that the cluster has. Those of the app itself hold in place of them. */
  readonly definitions: readonly DefinitionFile[];
  /** Of the app: definitions, namespaces, policies, each after what it is judged by itself. */
  readonly documents: readonly T[];
}

/** Another one whenever documents are given to the programs in another way, so that all are judged again. */
const WAY = 'lists, ends, questions';

/**
 * Gives documents to the program of a version, and only those of files that are not as they were when it last had nothing to
 * say of them.
 */
export class Judge<T extends JudgedDocument> {
  /** Files of definitions that the program cannot read, once it was asked. */
  public readonly malformed: Problem[] = [];
  private readonly documents = new Documents();
  private readonly given: (Omit<Judgement<T>, 'verdict'> | undefined)[] = [];
  /** By the place of its first document among those that were given. */
  private readonly files: { readonly from: number; readonly digest: string }[] = [];
  private readonly digest: string;
  private readonly definitions: Definitions;
  /** Versions of the kinds that the app itself defines: no server has others of them. */
  private readonly defined = new Map<string, Set<unknown>>();

  constructor(
    private readonly program: VerdictProgram, private readonly memory: Memory, private readonly context: JudgeContext<T>,
  ) {
    this.digest = digestOf([
      WAY, program.build, ...context.definitions.flatMap(({ file, text }) => [file, text]),
      ...context.documents.map(({ document: { text } }) => text),
    ]);
    this.definitions = new Definitions(program.definitions);
    for (const { file } of context.definitions) this.ask({ definitions: file });
    for (const { content } of context.documents) {
      this.define(content);
      this.give(content);
    }
  }

  /** The documents of a file. */
  public add(file: readonly T[]): void {
    const digest = digestOf([this.digest, ...file.map(({ document: { text } }) => text)]);
    if (this.memory.knows(digest)) return;
    this.files.push({ from: this.given.length, digest });
    for (const of of file) {
      for (const item of listItems(of.content)) this.give(item.content, { of, ...item });
    }
  }

  /** Asks the program. */
  public judgements(): Judgement<T>[] {
    if (this.files.length === 0) return [];
    const verdicts = this.documents.judgedBy(this.program);
    this.malformed.push(...verdicts.flatMap(({ line, refusals = [] }) => {
      const file = this.context.definitions[line - 1];
      return file === undefined ? [] : refusals.map(({ message }) => malformed(file, message));
    }));
    const judgements = verdicts.flatMap(verdict => {
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
    const [group, version] = `${valueAt(given.content, 'apiVersion')}`.split('/');
    if (this.defined.get(`${valueAt(given.content, 'kind')}.${group}`)?.has(version) ?? true) return [];
    const message = 'no matches for this kind: its CustomResourceDefinition in the app does not serve this version';
    return [{ ...given, verdict: { line: verdict.line, refusals: [{ field: 'apiVersion', message }] } }];
  }

  private define(content: unknown): void {
    if (valueAt(content, 'kind') !== 'CustomResourceDefinition') return;
    const name = `${valueAt(content, 'spec.names.kind')}.${valueAt(content, 'spec.group')}`;
    const versions = valueAt(content, 'spec.versions');
    const served = (isList(versions) ? versions : []).filter(each => valueAt(each, 'served') !== false);
    this.defined.set(name, new Set([...this.defined.get(name) ?? [], ...served.map(each => valueAt(each, 'name'))]));
  }

  private give(content: unknown, of?: Omit<Judgement<T>, 'verdict'>): void {
    const definition = this.definitions.newFor(content);
    if (definition !== undefined) this.ask({ default: definition });
    // An item of a list that is undefined is written as null.
    this.ask({ document: content ?? null }, of);
  }

  private ask(question: object, of?: Omit<Judgement<T>, 'verdict'>): void {
    this.documents.add(question);
    this.given.push(of);
  }
}

function digestOf(texts: readonly string[]): string {
  const hash = createHash('sha256');
  for (const text of texts) hash.update(text).update('\0');
  return hash.digest('base64url');
}
