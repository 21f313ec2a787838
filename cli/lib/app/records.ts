import { RecordedDocument, RecordedFinding, RecordedWorkload, SynthesisRecord } from 'cdk8s-pinterest';
import { CouldNot } from '../outcome';

/** All problems of the apps of a program. */
export function problemsOf(records: readonly SynthesisRecord[]): RecordedFinding[] {
  return records.flatMap(({ problems }) => problems);
}

export function workloadsOf(records: readonly SynthesisRecord[]): RecordedWorkload[] {
  return records.flatMap(({ workloads }) => workloads);
}

export function documentsOf(records: readonly SynthesisRecord[]): RecordedDocument[] {
  return records.flatMap(({ documents }) => documents);
}

/** Commands that look at what comes out need an app without problems. @throws CouldNot with the first of them */
export function mustBeRight(records: readonly SynthesisRecord[]): void {
  const problems = problemsOf(records);
  if (problems.length === 0) return;
  const [{ path, message }] = problems;
  const number = problems.length > 1 ? `${problems.length} problems, such as` : 'a problem:';
  throw new CouldNot(`The app has ${number} [${path || 'app'}] ${message}`, 'Run "pinterest check", which tells all.');
}

/** The cluster, namespace and name of a workload, which tell it from all others of an app. */
export function nameOf({ cluster, namespace, name }: RecordedWorkload): string {
  return `${cluster}/${namespace}/${name}`;
}

/**
 * The workloads that a user means by a name: `api`, `pinboard/api`, `prod-east/pinboard/api`, or the path of the construct.
 *
 * @throws CouldNot if there is none
 */
export function workloadsNamed(wanted: string, workloads: readonly RecordedWorkload[]): RecordedWorkload[] {
  const found = workloads.filter(each => (
    each.path === wanted || nameOf(each) === wanted || nameOf(each).endsWith(`/${wanted}`)
  ));
  if (found.length > 0) return found;
  const all = [...new Set(workloads.map(each => `${each.namespace}/${each.name}`))].sort();
  throw new CouldNot(
    `The app has no workload ${JSON.stringify(wanted)}.`,
    all.length === 0 ? 'It has none at all.' : `Write one of: ${all.slice(0, 20).join(', ')}${all.length > 20 ? ', ...' : ''}.`,
  );
}
