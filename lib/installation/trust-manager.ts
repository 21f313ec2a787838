import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import type { BundleSpec } from '../../imports/trust.cert-manager.io';
import { authoritiesOf } from '../cluster/authorities';
import { TrustManagerOptions, TrustSource } from '../cluster/trust-bundle';
import { clusterObject } from '../resources/cluster-object';

/** What makes trust-manager write the authorities of a cluster into its namespaces. */
export function trustManagerBundle(
  scope: Construct, { name, key = 'ca.crt', sources, namespaceLabels }: TrustManagerOptions,
): ApiObject {
  const labels = Object.keys(namespaceLabels ?? {}).length > 0;
  const spec: BundleSpec = {
    sources: sources.map(sourceOf),
    target: { configMap: { key }, ...(labels && { namespaceSelector: { matchLabels: namespaceLabels } }) },
  };
  return clusterObject(scope, 'trust', {
    apiVersion: 'trust.cert-manager.io/v1alpha1', kind: 'Bundle', metadata: { name }, spec,
  });
}

function sourceOf({ configMapName, secretName, key, pem }: TrustSource) {
  if (pem) return { inLine: authoritiesOf(pem).join('') };
  return configMapName === undefined ? { secret: { name: secretName, key } } : { configMap: { name: configMapName, key } };
}
