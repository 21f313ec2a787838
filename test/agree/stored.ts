/** Fields in which the stored form that the program tells differs from what the server gives, path by path. */
export function storedDifferences(program: any, server: any): string[] {
  // Admission gives a pod alone its token, its priority and its tolerations.
  if (server.kind === 'Pod') return [];
  return differences(comparable(program), comparable(server), '');
}

/** Without what is another one for each object, or what a cluster gives from its own. */
function comparable(object: any): any {
  // A Job has its own uid in its labels.
  const uid = object.metadata.uid ?? object.spec?.selector?.matchLabels?.['batch.kubernetes.io/controller-uid'];
  const { apiVersion, kind, metadata, spec, ...others } = JSON.parse(JSON.stringify(object).replaceAll(uid ?? '\0', 'uid'));
  ['uid', 'resourceVersion', 'creationTimestamp', 'managedFields', 'selfLink'].forEach(name => delete metadata[name]);
  if (metadata.generateName !== undefined && metadata.name?.startsWith(metadata.generateName)) delete metadata.name;
  if (kind === 'Service' && spec !== undefined) {
    ['clusterIP', 'clusterIPs', 'ipFamilies', 'healthCheckNodePort'].forEach(name => delete spec[name]);
    spec.ports?.forEach((port: any) => delete port.nodePort);
  }
  // The cluster's default.
  if (kind === 'PersistentVolumeClaim' && spec !== undefined) delete spec.storageClassName;
  return { apiVersion, kind, metadata, spec, ...others };
}

function differences(one: any, other: any, field: string): string[] {
  if (JSON.stringify(one) === JSON.stringify(other)) return [];
  // 1.27 gives an empty list back as null.
  if (Array.isArray(one) && one.length === 0 && other === null) return [];
  if (Array.isArray(one) && Array.isArray(other) && one.length === other.length) {
    return one.flatMap((each, n) => differences(each, other[n], `${field}[]`));
  }
  if (isObject(one) && isObject(other)) {
    return [...new Set([...Object.keys(one), ...Object.keys(other)])].flatMap(
      name => differences(one[name], other[name], `${field}.${name}`),
    );
  }
  return [`${field}: ${short(one)}, the server has ${short(other)}`];
}

const isObject = (value: any) => typeof value === 'object' && value !== null && !Array.isArray(value);
const short = (value: unknown) => (JSON.stringify(value) ?? 'nothing').slice(0, 80);
