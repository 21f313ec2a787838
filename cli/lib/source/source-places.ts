import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { RecordedWorkload, SourcePlace } from 'cdk8s-pinterest';
import { fieldSteps } from './field-steps';
import { Program } from './program';

type Said = Readonly<Record<string, { readonly line: number; readonly column: number } | undefined>>;

/** Finds where workloads and their properties are written, in one state of a project's folder. Files are relative to it. */
export class SourcePlaces {
  private readonly programs = new Map<string, Program | undefined>();
  private readonly said = new WeakMap<RecordedWorkload, ReadonlyMap<string, SourcePlace>>();

  constructor(private readonly directory: string) {}

  /** Where a workload is made. */
  public of({ place }: RecordedWorkload): SourcePlace | undefined {
    return place && { ...place, file: relative(this.directory, place.file) };
  }

  /**
   * Where a property is written, or the nearest one around it; else where the workload is made.
   *
   * @param path its steps, without brackets: `callers`, `admin`
   */
  public ofProperty(workload: RecordedWorkload, path: readonly string[]): SourcePlace | undefined {
    const whole = this.of(workload);
    if (whole === undefined) return undefined;
    return { ...whole, ...(workload.places === undefined ? this.read(workload.place!, path) : this.toldBy(workload, path)) };
  }

  /** How the value of a class is written that a property has: `Size.gibibytes(10)`; undefined if it is none, or is not found. */
  public classValueOf({ place, places }: RecordedWorkload, path: readonly string[]): string | undefined {
    if (place === undefined || places !== undefined) return undefined;
    const program = this.programAt(place.file);
    const call = program?.callAt(place.line, place.column);
    return call && program?.classValueOf(call, path);
  }

  /** What a frontend has said. */
  private toldBy(workload: RecordedWorkload, path: readonly string[]): Partial<SourcePlace> | undefined {
    let said = this.said.get(workload);
    if (said === undefined) {
      said = new Map(Object.entries(workload.places as Said).flatMap(([field, at]) => (
        at ? [[keyOf(fieldSteps(field)), { file: workload.place!.file, ...at }]] : []
      )));
      this.said.set(workload, said);
    }
    for (let length = path.length; length > 0; length--) {
      const found = said.get(keyOf(path.slice(0, length)));
      if (found) return { line: found.line, column: found.column };
    }
    return undefined;
  }

  private read({ file, line, column }: SourcePlace, path: readonly string[]): Partial<SourcePlace> | undefined {
    const program = this.programAt(file);
    const call = program?.callAt(line, column);
    const start = call && program?.propertyOf(call, path)?.loc?.start;
    return start && { line: start.line, column: start.column + 1 };
  }

  private programAt(file: string): Program | undefined {
    if (!this.programs.has(file)) {
      const text = /\.[cm]?[jt]s$/.test(file) ? textIfThere(file) : undefined;
      this.programs.set(file, text === undefined ? undefined : new Program(text));
    }
    return this.programs.get(file);
  }
}

const keyOf = (path: readonly string[]) => JSON.stringify(path);

function textIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
