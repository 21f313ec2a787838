import { currentJobs, isOfRevision } from './revision';
import { CONTACT_ANNOTATION, KIND_LABEL, NAME_LABEL, TEAM_LABEL } from '../cluster/labels';
import { Event, Pod } from './snapshot/objects';
import { Snapshot } from './snapshot/snapshot';
import { keyOf, Workload, WorkloadId } from './workload';
import { KubernetesObject, ObjectMeta } from '../cluster/kubernetes-object';
import { groupBy } from '../group-by';


/** The workloads of a snapshot, by their labels; and those that are expected, even if the cluster has nothing of them. */
export function workloadsOf(snapshot: Snapshot, expected?: readonly WorkloadId[]): Workload[] {
  const ids = new Map((expected ?? foundIn(snapshot)).map(id => [keyOf(id), id]));
  const parts = {
    deployments: grouped(snapshot.deployments),
    statefulSets: grouped(snapshot.statefulSets),
    daemonSets: grouped(snapshot.daemonSets),
    cronJobs: grouped(snapshot.cronJobs),
    jobs: grouped(snapshot.jobs),
    replicaSets: grouped(snapshot.replicaSets),
    pods: grouped(snapshot.pods),
    metrics: grouped(snapshot.metrics),
    certificates: grouped(snapshot.certificates),
  };
  const about = eventsByObject(snapshot.events);
  const scalings = eventsByObject(snapshot.scalings);
  const places = byNamespace(snapshot);
  return [...ids.values()].map(id => {
    const of = <T extends KubernetesObject>(group: ReadonlyMap<string, T[]>): T[] =>
      (group.get(keyOf(id)) ?? []).filter(object => [undefined, id.kind].includes(labelOf(object, KIND_LABEL)));
    const [deployments, statefulSets, daemonSets] = [of(parts.deployments), of(parts.statefulSets), of(parts.daemonSets)];
    const [replicaSets, cronJobs, allPods] = [of(parts.replicaSets), of(parts.cronJobs), of(parts.pods)];
    const jobs = currentJobs(of(parts.jobs));
    const makers = { deployments, replicaSets, statefulSets, daemonSets, jobs };
    const pods = allPods.filter(pod => isOfRevision(pod, makers));
    const { budgets = [], claims = [], autoscalers = [], requests = [] } = places.get(id.namespace) ?? {};
    const certificates = of(parts.certificates);
    const claimNames = new Set(allPods.flatMap(claimsOf));
    const own = claims.filter(claim => claimNames.has(claim.metadata.name) || isLabelled(claim, id));
    const scaled = autoscalers.filter(({ spec }) =>
      [...deployments, ...statefulSets].some(
        ({ metadata, kind }) => spec?.scaleTargetRef?.name === metadata.name && spec.scaleTargetRef.kind === kind,
      ),
    );
    const objects: KubernetesObject[] = [
      ...deployments,
      ...statefulSets,
      ...daemonSets,
      ...cronJobs,
      ...jobs,
      ...replicaSets,
      ...allPods,
      ...own,
      ...scaled,
      ...certificates,
    ];
    const metas = objects.map(({ metadata }) => metadata);
    return {
      ...id,
      team: metas.map(each => each.labels?.[TEAM_LABEL]).find(each => each !== undefined) ?? id.team,
      contact: metas.map(each => each.annotations?.[CONTACT_ANNOTATION]).find(each => each !== undefined) ?? id.contact,
      deployments,
      statefulSets,
      daemonSets,
      cronJobs,
      jobs,
      replicaSets,
      pods,
      formerPods: allPods.filter(pod => !pods.includes(pod)),
      events: latestFirst(objects.flatMap(({ kind, metadata }) => about.get(eventKey(kind, metadata)) ?? [])),
      scalings: latestFirst(pods.flatMap(({ kind, metadata }) => scalings.get(eventKey(kind, metadata)) ?? [])),
      autoscalers: scaled,
      budgets: budgets.filter(({ spec }) => selects(spec?.selector?.matchLabels, allPods[0])),
      claims: own,
      certificates,
      requests: requests.filter(({ metadata }) =>
        metadata.ownerReferences?.some(
          ({ name, kind }) => kind === 'Certificate' && certificates.some(certificate => certificate.metadata.name === name),
        ),
      ),
      metrics: of(parts.metrics),
    };
  });
}

/** When an event happened last. */
export function eventTime({ series, lastTimestamp, eventTime: first, metadata }: Event): string | undefined {
  return series?.lastObservedTime ?? lastTimestamp ?? first ?? metadata.creationTimestamp;
}

function foundIn(snapshot: Snapshot): WorkloadId[] {
  const { deployments, statefulSets, daemonSets, cronJobs, jobs, pods } = snapshot;
  const found = new Map<string, WorkloadId>();
  for (const object of [...deployments, ...statefulSets, ...daemonSets, ...cronJobs, ...jobs, ...pods] as WithTemplate[]) {
    const { namespace = 'default' } = object.metadata;
    const [name, kind] = [labelOf(object, NAME_LABEL), labelOf(object, KIND_LABEL)];
    if (name === undefined || kind === undefined) continue;
    const id = { namespace, name, kind };
    if (!found.has(keyOf(id))) found.set(keyOf(id), id);
  }
  return [...found.values()];
}

/** Of an object, or else of the pods that it makes. */
function labelOf({ metadata: { labels }, spec }: WithTemplate, label: string): string | undefined {
  const template = spec?.template?.metadata?.labels ?? spec?.jobTemplate?.spec?.template?.metadata?.labels;
  return labels?.[label] ?? template?.[label];
}

interface WithTemplate extends KubernetesObject {
  readonly spec?: { readonly template?: Labelled; readonly jobTemplate?: { readonly spec?: { readonly template?: Labelled } } };
}

interface Labelled {
  readonly metadata?: { readonly labels?: Readonly<Record<string, string>> };
}

function grouped<T extends KubernetesObject>(objects: readonly T[]): Map<string, T[]> {
  return groupBy(objects, ({ metadata: { namespace = 'default', labels } }) => `${namespace}/${labels?.[NAME_LABEL]}`);
}

const eventsByObject = (events: readonly Event[]): Map<string, Event[]> =>
  groupBy(events, ({ involvedObject, metadata }) =>
    eventKey(involvedObject?.kind, { namespace: metadata.namespace, name: '', ...involvedObject }),
  );
/** Of this very object: a former one may have had its name. */
const eventKey = (kind: string | undefined, { uid, namespace, name }: ObjectMeta): string =>
  uid ?? `${kind} ${namespace}/${name}`;

function byNamespace({ budgets, claims, autoscalers, requests }: Snapshot) {
  type Place = Partial<Pick<{ -readonly [K in keyof Snapshot]: Snapshot[K] }, 'budgets' | 'claims' | 'autoscalers' | 'requests'>>;
  const places = new Map<string, Place>();
  const lists = { budgets, claims, autoscalers, requests } as const;
  for (const [name, objects] of Object.entries(lists)) {
    const namespaceOf = ({ metadata }: KubernetesObject) => metadata.namespace ?? 'default';
    for (const [namespace, some] of groupBy<string, KubernetesObject>(objects, namespaceOf)) {
      places.set(namespace, { ...places.get(namespace), [name]: some });
    }
  }
  return places;
}

function claimsOf({ metadata, spec }: Pod): string[] {
  return (spec?.volumes ?? []).flatMap(({ name, persistentVolumeClaim, ephemeral }) => {
    if (persistentVolumeClaim !== undefined) return [persistentVolumeClaim.claimName];
    return ephemeral === undefined ? [] : [`${metadata.name}-${name}`];
  });
}

function isLabelled({ metadata: { labels } }: KubernetesObject, { name, kind }: WorkloadId): boolean {
  return labels?.[NAME_LABEL] === name && (labels[KIND_LABEL] === undefined || labels[KIND_LABEL] === kind);
}

function selects(labels: Readonly<Record<string, string>> | undefined, pod: Pod | undefined): boolean {
  return (
    labels !== undefined
    && pod !== undefined
    && Object.entries(labels).every(([name, value]) => pod.metadata.labels?.[name] === value)
  );
}

function latestFirst(events: readonly Event[]): Event[] {
  const time = (event: Event) => Date.parse(eventTime(event) ?? '') || 0;
  return [...events].sort((one, other) => time(other) - time(one));
}
