import { IConstruct } from 'constructs';
import { DocumentExplanation } from './explain-document';
import { ExplainedWorkload } from './explained-workload';
import { namesIn } from './named-config-maps';
import { recordedDocument, RecordedDocument } from './recorded-document';
import { RecordedWorkload } from './recorded-workload';
import { Release } from '../releases/release';
import { workloadPath } from '../resources/names';
import { PlannedDocument } from '../synthesis/plan';
import { Registered } from '../workloads/registry';

/** Whether a workload is meant by a name: `api`, `pinboard/api`, `prod-east/pinboard/api`, or its path; no name means all. */
export function isExplained(
  { construct, intent: { cluster, namespace, name } }: Registered, wanted: string | undefined,
): boolean {
  if (wanted === undefined || construct.node.path === wanted) return true;
  return `/${workloadPath(cluster.name, namespace, name)}`.endsWith(`/${wanted}`);
}

interface Planned {
  readonly path: string;
  readonly document: PlannedDocument;
}

/**
 * The documents of some workloads, and those that their pods share with others, with the reasons of their fields.
 *
 * @param constructs all workloads of the app
 */
export function explainedDocuments(
  workloads: readonly RecordedWorkload[], constructs: ReadonlySet<IConstruct>, releases: readonly Release[],
  planned: readonly Planned[],
): RecordedDocument[] {
  const found: RecordedDocument[] = [];
  const rest: RecordedDocument[] = [];
  for (const { path, document } of planned) {
    const recorded = recordedDocument(path, document, constructs);
    if (recorded.workload === undefined) rest.push(recorded);
    else if (workloads.some(workload => workload.path === recorded.workload)) found.push(recorded);
  }
  const findComponent = (release: string, name: string) => (
    releases.find(each => each.name === release)?._components.find(each => each.name === name)
  );
  return workloads.flatMap(workload => {
    const explained = new ExplainedWorkload(workload);
    const own = found.filter(document => document.workload === workload.path);
    const names = new Set(own.flatMap(({ content }) => namesIn(content)));
    const shared = rest.filter(({ kind, name = '', cluster, namespace }) => (
      kind === 'ConfigMap' && names.has(name) && cluster === workload.cluster && namespace === workload.namespace
    ));
    return [...own, ...shared].map(document => (
      { ...document, fields: new DocumentExplanation(document, explained, findComponent).fields() }
    ));
  });
}
