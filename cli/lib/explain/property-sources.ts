import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { RecordedWorkload } from 'cdk8s-pinterest';
import { keysOfCall } from './source-keys';

/** What the author of a workload has written for a property. */
export interface WrittenProperty {
  /** `container.image`. */
  readonly property: string;
  readonly value: unknown;
  /** `pinboard.ts:14:5`; that of the whole workload if the line is not known, and empty for programs in other languages. */
  readonly place: string;
}

/** What the author of a workload has written, and where. */
export class PropertySources {
  private readonly places: ReadonlyMap<string, { readonly line: number; readonly column: number }>;

  constructor(private readonly workload: RecordedWorkload, private readonly directory: string) {
    const { place, places } = workload;
    const said = Object.entries((places ?? {}) as Record<string, { line: number; column: number }>);
    this.places = said.length > 0 || place === undefined ? new Map(said) : keysOfCall(textOf(place.file), place);
  }

  /** Where the workload is made. */
  public get place(): string {
    return this.placeAt(this.workload.place);
  }

  public written(properties: readonly string[]): WrittenProperty[] {
    return properties.map(property => ({ property, value: this.valueOf(property), place: this.placeOf(property) }));
  }

  private valueOf(property: string): unknown {
    let at = this.workload.properties as unknown;
    for (const name of property.split('.')) at = (at as Record<string, unknown> | undefined)?.[name];
    return at;
  }

  /** That of the property, or of what it is in. */
  private placeOf(property: string): string {
    for (let path = property; path !== ''; path = path.slice(0, Math.max(0, path.lastIndexOf('.')))) {
      const found = this.places.get(path);
      if (found) return this.placeAt(found);
    }
    return this.place;
  }

  private placeAt(at: { readonly line: number; readonly column: number } | undefined): string {
    const { place } = this.workload;
    return at === undefined || place === undefined ? '' : `${relative(this.directory, place.file)}:${at.line}:${at.column}`;
  }
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
