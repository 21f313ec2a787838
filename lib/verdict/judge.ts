import { createHash } from 'node:crypto';
import { Documents, Verdict } from './ask';
import { Definitions } from './definitions';
import { Memory } from './memory';
import { VerdictProgram } from './program';

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

/**
 * Gives documents to the program of a version, and only those of files that are not as they were when it last had nothing to
 * say of them.
 */
export class Judge<T extends JudgedDocument> {
  private readonly documents = new Documents();
  private readonly given: (T | undefined)[] = [];
  /** By the place of its first document among those that were given. */
  private readonly files: { readonly from: number; readonly digest: string }[] = [];
  private readonly context: string;
  private readonly definitions: Definitions;

  /** @param context what all others are judged by: namespaces, definitions of custom resources, policies */
  constructor(private readonly program: VerdictProgram, private readonly memory: Memory, context: readonly JudgedDocument[]) {
    this.context = digestOf([program.build, ...context.map(({ document: { text } }) => text)]);
    this.definitions = new Definitions(program.definitions);
    for (const { content } of context) this.definitions.leaveOut(content);
    for (const { content } of context) this.give(content);
  }

  /** The documents of a file. */
  public add(file: readonly T[]): void {
    const digest = digestOf([this.context, ...file.map(({ document: { text } }) => text)]);
    if (this.memory.knows(digest)) return;
    this.files.push({ from: this.given.length, digest });
    for (const document of file) this.give(document.content, document);
  }

  /** Asks the program. */
  public judgements(): Judgement<T>[] {
    if (this.files.length === 0) return [];
    const judgements = this.documents.judgedBy(this.program).flatMap(verdict => {
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
    if (definition !== undefined) this.give(definition);
    this.documents.add(content);
    this.given.push(document);
  }
}

function digestOf(texts: readonly string[]): string {
  const hash = createHash('sha256');
  for (const text of texts) hash.update(text).update('\0');
  return hash.digest('base64url');
}
