import { RecordedWorkload, SourcePlace } from 'cdk8s-pinterest';
import { fieldSteps } from '../source/field-steps';
import { SourcePlaces } from '../source/source-places';

/** What the author of a workload has written for a property; or what the workload has from above, such as `chart.owner`. */
export interface WrittenProperty {
  /** `container.image`. */
  readonly property: string;
  readonly value: unknown;
  /** `pinboard.ts:14:5`; that of the whole workload if the line is not known, and empty for programs in other languages. */
  readonly place: string;
  /** Whose it is, if not the workload's: `the chart prod-east/pinboard`. */
  readonly of?: string;
}

/** Whether it is the team's: what a cluster is like, others have written. */
export function isWritten({ property, of }: WrittenProperty): boolean {
  return of === undefined || property.startsWith('chart.');
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

  /** What the workload has from above. */
  public inherited(names: readonly string[]): WrittenProperty[] {
    return (this.workload.inherited ?? []).filter(({ property }) => names.includes(property)).map(each => (
      { property: each.property, value: each.value, place: inWords(this.places.ofInherited(each)), of: each.of }
    ));
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
