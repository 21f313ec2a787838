import { RecordedWorkload, SourcePlace } from 'cdk8s-pinterest';
import { fieldSteps } from '../source/field-steps';
import { SourcePlaces } from '../source/source-places';

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
  private readonly places: SourcePlaces;

  constructor(private readonly workload: RecordedWorkload, directory: string) {
    this.places = new SourcePlaces(directory);
  }

  /** Where the workload is made. */
  public get place(): string {
    return inWords(this.places.of(this.workload));
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
    return inWords(this.places.ofProperty(this.workload, fieldSteps(property)));
  }
}

function inWords(place: SourcePlace | undefined): string {
  return place === undefined ? '' : `${place.file}:${place.line}:${place.column}`;
}
