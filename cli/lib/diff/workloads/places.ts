import { RecordedWorkload } from 'cdk8s-pinterest';
import { SourcePlaces } from '../../source/source-places';
import { Path } from '../fields/path';

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
  private readonly source: SourcePlaces;

  constructor(directory: string) {
    this.source = new SourcePlaces(directory);
  }

  public of(workload: RecordedWorkload): Place | undefined {
    return lineOf(this.source.of(workload));
  }

  /** The line of the property, or of the nearest one around it; of the workload if none is found. */
  public ofProperty(workload: RecordedWorkload, path: Path): Place | undefined {
    return lineOf(this.source.ofProperty(workload, stepsOf(path)));
  }

  /** How the value of a class is written that a property has; undefined if it is none, or if nobody knows. */
  public classValueOf(workload: RecordedWorkload, path: Path): string | undefined {
    return this.source.classValueOf(workload, stepsOf(path));
  }
}

function stepsOf(path: Path): string[] {
  return path.map(step => step.replace(/^\[|\]$/g, ''));
}

/** Columns move with each edit. */
function lineOf(place: Place | undefined): Place | undefined {
  return place && { file: place.file, line: place.line };
}
