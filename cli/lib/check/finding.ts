import { relative } from 'node:path';
import { RecordedFinding, SourcePlace, SynthesisRecord } from 'cdk8s-pinterest';

/** A note is no finding: it tells what was not looked at. */
export type Severity = 'problem' | 'warning' | 'note';

/** A problem or warning of an app, and where its author finds it. */
export interface Finding extends RecordedFinding {
  readonly severity: Severity;
  /** The file, relative to the project's folder, from which it comes. */
  readonly place?: SourcePlace;
}

/** Problems before warnings, each where it is in the source. */
export function findingsOf(records: readonly SynthesisRecord[], directory: string): Finding[] {
  const found = (severity: Finding['severity']) => records.flatMap(record => (
    (severity === 'problem' ? record.problems : record.warnings).map(each => ({
      ...each, severity, place: placeOf(each, record, directory),
    }))
  ));
  return [...found('problem'), ...found('warning')];
}

/** That of the property, where a frontend has said it; else that of the workload. */
function placeOf(
  { path, field, place: own }: RecordedFinding, { workloads }: SynthesisRecord, directory: string,
): SourcePlace | undefined {
  if (own) return { ...own, file: relative(directory, own.file) };
  if (path === undefined) return undefined;
  const workload = workloads.find(each => path === each.path || path.startsWith(`${each.path}/`));
  if (workload?.place === undefined) return undefined;
  const { file, ...at } = workload.place;
  const exact = nearest(workload.places as Record<string, Partial<SourcePlace>> | undefined, field);
  return { ...at, ...exact, file: relative(directory, file) };
}

/** The place of a field, or of the nearest one in which it is. */
function nearest(places: Record<string, Partial<SourcePlace>> | undefined, field = ''): Partial<SourcePlace> | undefined {
  for (let at = field; places !== undefined && at !== ''; at = at.replace(/(\.|\[)[^.[]*$|^[^.[]*$/, '')) {
    const found = Object.hasOwn(places, at) ? places[at] : undefined;
    if (found) return { line: found.line, column: found.column };
  }
  return undefined;
}
