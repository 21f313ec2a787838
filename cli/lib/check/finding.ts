import { relative } from 'node:path';
import { RecordedFinding, SourcePlace, SynthesisRecord } from 'cdk8s-pinterest';
import { onceForClusters } from './alike';
import { fieldSteps } from '../source/field-steps';
import { SourcePlaces } from '../source/source-places';

/** A note is no finding: it tells what was not looked at. */
export type Severity = 'problem' | 'warning' | 'note';

/** A problem or warning of an app, and where its author finds it. */
export interface Finding extends RecordedFinding {
  readonly severity: Severity;
  /** The file, relative to the project's folder, from which it comes. */
  readonly place?: SourcePlace;
  /** Those on which it is so, if there are several. */
  readonly clusters?: readonly string[];
  /** The paths of the construct on these clusters; `path` is the first of them. */
  readonly paths?: readonly string[];
  /** What these have in common. */
  readonly sharedPath?: string;
}

/** Problems before warnings, each where it is in the source. */
export function findingsOf(records: readonly SynthesisRecord[], directory: string): Finding[] {
  const places = new SourcePlaces(directory);
  const found = (severity: Finding['severity']) => records.flatMap(record => onceForClusters(
    (severity === 'problem' ? record.problems : record.warnings).map(({ place, ...finding }) => ({
      ...finding, severity, place: place ? relativeTo(directory, place) : placeOf(finding, record, places),
    })), record,
  ));
  return [...found('problem'), ...found('warning')];
}

function relativeTo(directory: string, place: SourcePlace): SourcePlace {
  return { ...place, file: relative(directory, place.file) };
}

/** That of the property, or of the workload of the construct. */
function placeOf({ path, field = '' }: RecordedFinding, { workloads }: SynthesisRecord, places: SourcePlaces) {
  const workload = workloads.find(each => path === each.path || path?.startsWith(`${each.path}/`));
  return workload && places.ofProperty(workload, fieldSteps(field));
}
