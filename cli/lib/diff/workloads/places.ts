import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { RecordedWorkload } from 'cdk8s-pinterest';
import { propertyLine } from './property-line';
import { Path } from '../fields/path';
import { isFields } from '../fields/values';

/** Where something is written: a file, by its path from the project's folder, and its line, from 1. */
export interface Place {
  readonly file: string;
  readonly line: number;
}

export function placeText({ file, line }: Place): string {
  return `${file}:${line}`;
}

/** Finds where workloads and their properties are written, in one state of the project's folder. */
export class Places {
  private readonly texts = new Map<string, string | undefined>();

  constructor(private readonly directory: string) {}

  public of({ place }: RecordedWorkload): Place | undefined {
    return place && { file: relative(this.directory, place.file), line: place.line };
  }

  /** The line of the property, or of the nearest one around it; of the workload if none is found. */
  public ofProperty(workload: RecordedWorkload, path: Path): Place | undefined {
    const { place } = workload;
    if (place === undefined) return undefined;
    const line = isFields(workload.places) ? saidLine(workload.places, path) : this.readLine(workload, path);
    return { file: relative(this.directory, place.file), line: line ?? place.line };
  }

  private readLine({ place }: RecordedWorkload, path: Path): number | undefined {
    const text = place && this.textOf(place.file);
    return text === undefined ? undefined : propertyLine(text, place!.line, place!.column, path);
  }

  private textOf(file: string): string | undefined {
    if (!this.texts.has(file)) this.texts.set(file, /\.[cm]?[jt]sx?$/.test(file) ? textIfThere(file) : undefined);
    return this.texts.get(file);
  }
}

/** What the frontend has said of a property, or of the nearest one around it. */
function saidLine(places: Readonly<Record<string, unknown>>, path: Path): number | undefined {
  for (let length = path.length; length > 0; length--) {
    const names = path.slice(0, length);
    for (const name of [names.join('.'), names.map((step, n) => n > 0 && !step.startsWith('[') ? `.${step}` : step).join('')]) {
      const said = places[name];
      if (isFields(said) && typeof said.line === 'number') return said.line;
    }
  }
  return undefined;
}

function textIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
