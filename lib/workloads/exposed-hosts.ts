import { IConstruct } from 'constructs';
import { Claims } from './claims';
import { Exposure, ExposureOptions } from './exposure';
import { Problem } from '../validation/problem';
import { repeated } from '../validation/repeated';

/** Who has claimed a host and a path on a cluster. */
const CLAIMS = new Claims();

/** Remembers what a workload exposes on a cluster. */
export function claimHosts(scope: IConstruct, cluster: string, exposure: Exposure): void {
  for (const { key } of claimed(cluster, exposure)) CLAIMS.add(key, scope);
}

/**
 * A host and path that two want, in one workload or in two: only one of them would get the requests.
 * Call it once the tree is whole.
 */
export function hostCollisions(scope: IConstruct, cluster: string, exposure: Exposure): Problem[] {
  const all = claimed(cluster, exposure);
  if (all.every(({ key }) => CLAIMS.of(key, scope).length === 1)) return [];
  const problem = (shown: string, rule: string) => ({
    field: 'exposure', value: shown, rule, fix: 'Give one of the two another host or path.',
  });
  const twice = repeated(all.map(({ key }) => key));
  const others = all.filter(({ key }) => !twice.includes(key)).flatMap(({ key, shown }) => (
    [...new Set(CLAIMS.of(key, scope))].filter(other => other !== scope).map(other => ({ shown, other }))
  ));
  const problems = [
    ...twice.map(key => problem(all.find(each => each.key === key)!.shown, 'is exposed twice')),
    ...others.map(({ shown, other }) => problem(shown, `is also exposed by ${other.node.path}, on the cluster ${cluster}`)),
  ];
  // In both ways at once it is one mistake.
  return [...new Map(problems.map(each => [`${each.value} ${each.rule}`, each])).values()];
}

function claimed(cluster: string, { ingresses, httpRoutes }: Exposure) {
  const of = (way: string) => ({ host, path = '/' }: ExposureOptions) => {
    // A prefix is the same with a slash at its end.
    const shown = `${host}${path.replace(/\/+$/, '')}`;
    return { key: `${cluster} ${way} ${shown}`, shown };
  };
  // An Ingress and an HTTPRoute go to different proxies.
  return [...ingresses.map(of('ingress')), ...httpRoutes.map(of('httpRoute'))];
}
