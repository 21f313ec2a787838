import { ApiObject, Chart, Lazy } from 'cdk8s';
import { IConstruct } from 'constructs';
import { sharedScopeOf } from '../resources/chart-config';
import { Problem } from '../validation/problem';

/**
 * What must be done before what. A GitOps tool reads it as sync waves: it goes on only once all of a wave is healthy, and a Job
 * is once it has succeeded. Waves are negative, so that nothing else in the folder holds up what is waited for.
 */

/** What nobody in the cluster waits for, and what may wait for others: for an address, or for a metric of pods that serve. */
const NEVER_WAITED_FOR = ['Ingress', 'HTTPRoute', 'HorizontalPodAutoscaler', 'ScaledObject'];

/** Workloads that are never done, and why. */
const ENDLESS = new WeakMap<IConstruct, string>();

/** Says of a workload that whoever waits for it waits for ever. */
export function neverEnds(workload: IConstruct, why: string): void {
  ENDLESS.set(workload, why);
}

const WAVE_ANNOTATION = 'argocd.argoproj.io/sync-wave';

/** By a construct, those that come after it. */
const LATER = new WeakMap<IConstruct, Set<IConstruct>>();

/** Lets a job run before some workloads and after others. Returns what is wrong with that. */
export function orderJob(job: IConstruct, before: IConstruct[], after: IConstruct[]): Problem[] {
  const endless = (field: string, waitedFor: IConstruct[], fix: string): Problem[] => (
    waitedFor.filter(each => ENDLESS.has(each)).map(each => ({
      field, value: each.node.path, rule: `would wait for ever, and with it each later sync: ${ENDLESS.get(each)}`, fix,
    }))
  );
  const problems = [
    ...endless('runsBefore', before.length > 0 ? [job] : [], 'Leave out one of the two.'),
    ...endless('runsAfter', after, 'Leave it out of runsAfter.'),
  ];
  return problems.length > 0 ? problems : arrange(job, before, after);
}

function arrange(job: IConstruct, before: IConstruct[], after: IConstruct[]): Problem[] {
  const circle = before.find(each => [job, ...after].some(earlier => each === earlier || comesBefore(each, earlier)));
  if (circle !== undefined || after.includes(job)) {
    return [{
      field: 'runsBefore',
      value: (circle ?? job).node.path,
      rule: 'must also come before it: neither could begin',
      fix: 'Leave out one of the two.',
    }];
  }
  for (const each of before) precede(job, each);
  for (const each of after) precede(each, job);
  return [];
}

function precede(first: IConstruct, second: IConstruct): void {
  LATER.set(first, (LATER.get(first) ?? new Set()).add(second));
  // Charts may need each other; within one the objects are written in this order.
  if (Chart.of(first) === Chart.of(second)) second.node.addDependency(first);
  mark(first);
  const shared = sharedScopeOf(Chart.of(first));
  if (!shared) return;
  // What the first one shares with its chart is there before it.
  LATER.set(shared, (LATER.get(shared) ?? new Set()).add(first));
  mark(shared);
}

/** Whether there is a way from one to the other. */
function comesBefore(first: IConstruct, second: IConstruct): boolean {
  return [...LATER.get(first) ?? []].some(each => each === second || comesBefore(each, second));
}

const MARKED = new WeakSet<ApiObject>();

function mark(construct: IConstruct): void {
  for (const object of construct.node.findAll().filter((each): each is ApiObject => ApiObject.isApiObject(each))) {
    markObject(construct, object);
  }
}

function markObject(construct: IConstruct, object: ApiObject): void {
  if (MARKED.has(object) || NEVER_WAITED_FOR.includes(object.kind)) return;
  MARKED.add(object);
  // Later jobs may move it: the number is known once the tree is built.
  object.metadata.addAnnotation(WAVE_ANNOTATION, Lazy.any({ produce: () => `${waveOf(construct)}` }) as unknown as string);
}

/** For an object that a workload makes after its order is known, such as the Service of a sidecar's port. */
export function markLate(construct: IConstruct, object: ApiObject): void {
  if (LATER.has(construct)) markObject(construct, object);
}

/** What comes after nothing has the wave 0, which is that of all other objects. */
function waveOf(construct: IConstruct): number {
  const later = LATER.get(construct);
  return later ? Math.min(...[...later].map(waveOf)) - 1 : 0;
}
