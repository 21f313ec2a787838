import { App } from 'cdk8s';
import { IConstruct } from 'constructs';
import { Finding } from '../validation/finding';
import { inOneFile } from '../yaml/document';

/** An object as it is written. */
export interface PlannedDocument {
  /** The ApiObject that it comes from. */
  readonly construct: IConstruct;

  /**
   * Such as `apps/v1`.
   *
   * @default - it has none
   */
  readonly apiVersion?: string;

  /**
   * Such as `Deployment`.
   *
   * @default - it has none
   */
  readonly kind?: string;

  /**
   * Its name.
   *
   * @default - it has none
   */
  readonly name?: string;

  /**
   * Its namespace.
   *
   * @default - it has none, or gets the one in which it is applied
   */
  readonly namespace?: string;

  /** A YAML document. */
  readonly text: string;

  /** What it says. @internal */
  readonly _content?: any;
}

/** A file of the output, before it is written. */
export class PlannedFile {
  /** A file of manifests. @internal */
  public static _ofDocuments(path: string, documents: PlannedDocument[]): PlannedFile {
    return new PlannedFile(path, documents, () => inOneFile(documents.map(({ text }) => text)));
  }

  /** A file of anything else. @internal */
  public static _ofText(path: string, text: string): PlannedFile {
    return new PlannedFile(path, [], () => text);
  }

  private constructor(
    /** Its path in the output folder. */
    public readonly path: string,
    /** The objects in it, in their order; none in a report. */
    public readonly documents: PlannedDocument[],
    private readonly textOf: () => string,
  ) {}

  /** Its content. */
  public get text(): string {
    return this.textOf();
  }
}

/**
 * What a synth would write: its files, and its problems. Nothing is written before `PinterestApp.write`; a diff, a check or
 * a gateway can use the plan without it.
 */
export class SynthesisPlan {
  /** @internal */
  public static _of(
    app: App, files: PlannedFile[], problems: Finding[], warnings: Finding[], isComplete: boolean, unasked: string[],
  ): SynthesisPlan {
    return new SynthesisPlan(app, problems.length > 0 ? [] : files, problems, warnings, isComplete, unasked);
  }

  private constructor(
    /** Of which it is. @internal */
    public readonly _app: App,
    /** In the order of the charts; none if there are problems. */
    public readonly files: PlannedFile[],
    /** The problems that keep it from being written. */
    public readonly problems: Finding[],
    /** What is valid today, but will not be later. */
    public readonly warnings: Finding[],
    /** Whether it has all charts of the app, not only selected ones. */
    public readonly isComplete: boolean,
    /** Versions of Kubernetes whose own verdict is missing. @internal */
    public readonly _unasked: string[],
  ) {}
}
