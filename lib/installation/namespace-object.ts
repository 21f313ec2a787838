import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { OUTLIVES_ITS_APPLICATION } from '../labels/gitops';
import { DISCOVERY_PATHS_ANNOTATION, MANAGED_BY } from '../labels/keys';
import { Owner, ownerAnnotations, ownerLabels } from '../labels/owner';
import { RECLAIM_NEVER } from '../labels/reclaim';
import { clusterObject } from '../resources/cluster-object';
import { Origin } from '../tree/origin';

export interface NamespaceObjectProps {
  readonly name: string;
  /** The name of its Pod Security Standard. */
  readonly standard: string;
  readonly owner?: Owner;
  readonly discoveryPaths?: string[];
}

export function namespaceObject(
  scope: Construct, { name, standard, owner, discoveryPaths = [] }: NamespaceObjectProps,
): ApiObject {
  // A template that pods would be refused for is warned of when it is applied, too.
  const security = Object.fromEntries(['audit', 'enforce', 'warn'].map(mode => [`pod-security.kubernetes.io/${mode}`, standard]));
  const object = clusterObject(scope, `namespace-${name}`, {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: {
      name,
      labels: { ...MANAGED_BY, ...(owner && ownerLabels(owner)), ...RECLAIM_NEVER, ...security },
      annotations: {
        ...OUTLIVES_ITS_APPLICATION,
        ...(owner && ownerAnnotations(owner)),
        ...(discoveryPaths.length > 0 && { [DISCOVERY_PATHS_ANNOTATION]: discoveryPaths.join(', ') }),
      },
    },
  });
  Origin.platform()._attachTo(object);
  return object;
}
