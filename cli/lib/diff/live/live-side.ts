import { RecordedWorkload } from 'cdk8s-pinterest';
import { LiveObject } from './live-object';
import { ownPart } from './own-part';
import { Owners } from './owners';
import { KIND_LABEL, NAME_LABEL, RELEASE_LABEL, TEAM_LABEL } from '../../cluster/labels';
import { podTemplates } from '../effects/pod-templates';
import { textIn } from '../fields/values';
import { PlannedObject } from '../objects/planned-object';
import { PlannedWorkload } from '../workloads/workload-change';

const UNKNOWN = { type: 'library', text: 'what was applied before' };

/** An object that is only on the cluster, with what was applied of it. */
export function onlyLive(live: LiveObject, cluster: string | undefined): PlannedObject {
  const { apiVersion = '', kind = '', metadata: { name, namespace, labels } } = live;
  const document = { apiVersion, kind, metadata: { name, namespace } };
  const content = ownPart(live, { document, applied: new Owners(live).applied, isExact: true });
  const id = JSON.stringify(['live', cluster, apiVersion, kind, namespace, name]);
  const of = labels?.[NAME_LABEL];
  const workload = namespace !== undefined && of !== undefined ? workloadPath(namespace, of) : undefined;
  return {
    id, app: '', file: '', path: '', chart: '', cluster, workload, apiVersion, kind, namespace, name, content, patches: [],
    origin: UNKNOWN as PlannedObject['origin'],
  };
}

/**
 * Workloads that are only on the cluster: what makes pods there, and what belongs to it.
 *
 * @param planned those of the app: of these there may be something old, such as a Job of another hash
 */
export function onlyLiveWorkloads(
  objects: readonly PlannedObject[], planned: readonly PlannedWorkload[], cluster: string | undefined,
): PlannedWorkload[] {
  const known = new Set(planned.map(({ record: { namespace, name } }) => workloadPath(namespace, name)));
  const withPods = objects.filter(({ content, workload }) => (
    workload !== undefined && !known.has(workload) && podTemplates(content).length > 0
  ));
  const byPath = new Map(withPods.map(each => [each.workload!, each]));
  return [...byPath].map(([path, { namespace = '', content, kind }]) => {
    const label = (name: string) => textIn(content, 'metadata', 'labels', name) ?? '';
    const ofPods = podTemplates(content)[0].template;
    const record: RecordedWorkload = {
      path,
      kind: textIn(ofPods, 'metadata', 'labels', KIND_LABEL) ?? kind,
      cluster: cluster ?? '',
      namespace,
      name: label(NAME_LABEL),
      channel: '',
      release: textIn(ofPods, 'metadata', 'labels', RELEASE_LABEL) ?? '',
      team: label(TEAM_LABEL),
      contact: '',
      spiffeId: '',
      properties: {},
      callers: [],
      calls: [],
      items: [],
    };
    return { id: JSON.stringify(['live', path]), app: '', record };
  });
}

function workloadPath(namespace: string, name: string): string {
  return `${namespace}/${name} (on the cluster)`;
}
