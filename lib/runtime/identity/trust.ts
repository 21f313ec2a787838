import { authoritiesOf } from '../../cluster/authorities';
import { ClusterTrustBundleOptions, TrustBundle } from '../../cluster/trust-bundle';
import { ComponentScope } from '../component-scope';

/** The file with the authorities, beside the certificate. */
const FILE = 'ca.crt';

/** Where the volume of a pod gets the authorities from; nowhere if there are none, which the platform reports. */
export function trustSources(trust: TrustBundle | undefined, beside: ComponentScope): object[] {
  if (!(trust instanceof TrustBundle)) return [];
  const { pem, managed, clusterWide } = trust;
  if (clusterWide) return [{ clusterTrustBundle: clusterTrustBundle(clusterWide) }];
  const existing = trust.existing ?? managed;
  if (existing) return [configMapSource(existing.name, existing.key ?? FILE)];
  return [configMapSource(authoritiesConfigMap(pem!, beside), FILE)];
}

function configMapSource(name: string, key: string): object {
  return { configMap: { name, items: [{ key, path: FILE }] } };
}

/** It keeps its name when an authority comes or goes, so that pods take it up without a rollout. */
function authoritiesConfigMap(pem: string[], beside: ComponentScope): string {
  return beside.addChartConfigMap('authorities', { [FILE]: authoritiesOf(pem).join('') }, { changesInPlace: true }).name;
}

/** An empty selector means all bundles of the signer; none would mean no bundle. */
function clusterTrustBundle({ name, signer, labels = {} }: ClusterTrustBundleOptions): object {
  if (name !== undefined) return { name, path: FILE };
  return { signerName: signer, path: FILE, labelSelector: Object.keys(labels).length > 0 ? { matchLabels: labels } : {} };
}
