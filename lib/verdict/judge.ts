import { createHash } from 'node:crypto';
import { Documents, Verdict } from './ask';
import { DefinitionFile, malformed } from './definition-files';
import { Definitions } from './definitions';
import { Memory } from './memory';
import { VerdictProgram } from './program';
import { Problem } from '../validation/problem';

/** An object as it is written. */
export interface JudgedDocument {
  readonly document: { readonly text: string };
  readonly content: unknown;
}

/** What a program says of a document that it was given. */
export interface Judgement<T> {
  readonly of: T;
  readonly verdict: Verdict;
}

/** What all documents of a cluster are judged by. */
export interface JudgeContext<T> {
  /** Definitions of custom resources that the cluster has. Those of the app itself hold in place of them. */
  readonly definitions: readonly DefinitionFile[];
  /** Of the app: definitions, namespaces, policies, each after what it is judged by itself. */
  readonly documents: readonly T[];
}

/**
 * Gives documents to the program of a version, and only those of files that are not as they were when it last had nothing to
 * say of them.
 */
export class Judge<T extends JudgedDocument> {
  /** Files of definitions that the program cannot read, once it was asked. */
  public readonly malformed: Problem[] = [];
  private readonly documents = new Documents();
  private readonly given: (T | undefined)[] = [];
  /** By the place of its first document among those that were given. */
  private readonly files: { readonly from: number; readonly digest: string }[] = [];
  private readonly digest: string;
  private readonly definitions: Definitions;

  constructor(
    private readonly program: VerdictProgram, private readonly memory: Memory, private readonly context: JudgeContext<T>,
  ) {
    this.digest = digestOf([
      program.build, ...context.definitions.flatMap(({ file, text }) => [file, text]),
      ...context.documents.map(({ document: { text } }) => text),
    ]);
    this.definitions = new Definitions(program.definitions);
    for (const { file } of context.definitions) this.ask({ definitions: file });
    for (const { content } of context.documents) this.give(content);
  }

  /** The documents of a file. */
  public add(file: readonly T[]): void {
    const digest = digestOf([this.digest, ...file.map(({ document: { text } }) => text)]);
    if (this.memory.knows(digest)) return;
    this.files.push({ from: this.given.length, digest });
    for (const document of file) this.give(document.content, document);
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
      const of = this.given[verdict.line - 1];
      // Custom resources of which nobody has given the definition are not judged.
      return of === undefined || verdict.unjudged !== undefined ? [] : [{ of, verdict }];
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

  private give(content: unknown, document?: T): void {
    const definition = this.definitions.newFor(content);
    if (definition !== undefined) this.ask({ default: definition });
    this.ask(content, document);
  }

  private ask(question: unknown, document?: T): void {
    this.documents.add(question);
    this.given.push(document);
  }
}

function digestOf(texts: readonly string[]): string {
  const hash = createHash('sha256');
  for (const text of texts) hash.update(text).update('\0');
  return hash.digest('base64url');
}
