import { pathOf, withQuery } from '../../lib/cluster/resource';
import { ReadingName, READINGS } from '../../lib/status/snapshot/readings';
import { Snapshot } from '../../lib/status/snapshot/snapshot';
import { Answers, FakeKubectl } from '../cluster/fake-kubectl';

/** A program that answers as kubectl does of a cluster in which a namespace has these objects. */
export function fakeCluster(has: Partial<Snapshot>, more: Answers = {}, namespace = 'shop'): FakeKubectl {
  const lists = (Object.keys(READINGS) as ReadingName[]).map(name => [listPath(name, namespace), { out: list(has[name] ?? []) }]);
  return new FakeKubectl({ ...Object.fromEntries(lists), ...more });
}

/** What is asked for a list of the namespace. */
export function listPath(name: ReadingName, namespace = 'shop'): string {
  const { resource, labels, fields, clusterWide } = READINGS[name];
  const path = pathOf(resource, clusterWide ? undefined : namespace);
  return withQuery(path, { limit: 500, labelSelector: labels, fieldSelector: fields });
}

export const list = (items: readonly unknown[]): string => JSON.stringify({ metadata: { resourceVersion: '1' }, items });
