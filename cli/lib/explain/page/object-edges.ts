import { ExplainedObject } from '../explanation';

/** An object says something of another one. */
export interface Edge {
  readonly from: number;
  readonly to: number;
  /** What it does with it: `leads to`. */
  readonly verb: string;
}

/** What the objects of a workload say of each other, by their numbers. */
export function edgesOf(objects: readonly ExplainedObject[]): Edge[] {
  const find = (kind: string, name: unknown) => objects.findIndex(object => object.kind === kind && object.name === name);
  const podMakers = objects.flatMap((object, n) => labelsOf(object.content).map(labels => ({ n, labels })));
  const edges = objects.flatMap(({ kind, content }, from): Edge[] => {
    const spec = (content as any)?.spec ?? {};
    const to = (target: number, verb: string) => (target < 0 || target === from ? [] : [{ from, to: target, verb }]);
    const selected = (selector: Record<string, string> | undefined, verb: string) => selector === undefined ? [] : podMakers
      .filter(({ labels }) => Object.entries(selector).every(([key, value]) => labels[key] === value)).flatMap(({ n }) => to(n,
        verb));
    switch (kind) {
      case 'Service': return selected(spec.selector, 'leads to');
      case 'NetworkPolicy': return selected(spec.podSelector?.matchLabels, 'guards');
      case 'PodDisruptionBudget': return selected(spec.selector?.matchLabels, 'protects');
      case 'HorizontalPodAutoscaler': case 'ScaledObject': return to(
        find(spec.scaleTargetRef?.kind, spec.scaleTargetRef?.name), 'scales',
      );
      case 'Ingress': case 'HTTPRoute': return servicesIn(spec).flatMap(name => to(find('Service', name), 'routes to'));
      case 'RoleBinding': case 'ClusterRoleBinding': {
        const { roleRef, subjects = [] } = content as any;
        return [
          ...to(find(roleRef?.kind, roleRef?.name), 'gives'),
          ...subjects.flatMap((each: any) => to(find(each.kind, each.name), 'to')),
        ];
      }
      default: return [];
    }
  });
  return [...edges, ...podMakers.flatMap(({ n }) => usesOf(objects, n))];
}

function labelsOf(value: any): Record<string, string>[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries<any>(value).flatMap(([key, field]) => (
    key === 'template' && Array.isArray(field?.spec?.containers) ? [field.metadata?.labels ?? {}] : labelsOf(field)
  ));
}

/** What pods are made of. A Certificate is used by the Secret that it makes. */
function usesOf(objects: readonly ExplainedObject[], from: number): Edge[] {
  const names = new Set(stringsIn(objects[from].content));
  const isUsed = ({ kind, name, content }: ExplainedObject) => (
    kind === 'Certificate' ? names.has((content as any)?.spec?.secretName)
      : ['ConfigMap', 'Secret', 'ServiceAccount', 'PersistentVolumeClaim'].includes(kind) && names.has(name)
  );
  return objects.flatMap((object, to) => to !== from && isUsed(object) ? [{ from, to, verb: 'uses' }] : []);
}

const REFERENCES = ['configMap', 'configMapRef', 'secret', 'secretRef', 'persistentVolumeClaim'];

function stringsIn(value: any, key = ''): string[] {
  if (typeof value !== 'object' || value === null) return key === 'serviceAccountName' ? [`${value}`] : [];
  return Object.entries<any>(value).flatMap(([field, inner]) => (
    REFERENCES.includes(field) && inner ? [inner.name, inner.secretName, inner.claimName].filter(Boolean) : stringsIn(inner,
      field)
  ));
}

function servicesIn(value: any, key = ''): string[] {
  if (typeof value !== 'object' || value === null) return [];
  if ((key === 'service' || key === 'backendRefs') && typeof value.name === 'string') return [value.name];
  return Object.entries<any>(value).flatMap(([field, inner]) => servicesIn(inner, Array.isArray(value) ? key : field));
}
