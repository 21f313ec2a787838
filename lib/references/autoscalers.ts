import { Fields, fieldsOf, itemsOf, textOf } from './fields';
import { spoken } from './kind';
import { SCALED, scaled, scaledByKeda } from './reference-fields';
import { Pods } from './selectable-pods';
import { Found, foundIn, plannedFirst, Source } from './source';
import { suggest } from '../validation/suggest';

interface Autoscaler {
  readonly source: Source;
  readonly shown: string;
  readonly kind: string;
  readonly name: string;
  /** Those whose use it measures. */
  readonly containers: { readonly field: string; readonly name: string }[];
  readonly yields: boolean;
}

const NONE: Autoscaler['containers'] = [];

/** Said of a ScaledObject that takes over from a HorizontalPodAutoscaler. */
const TAKES_OVER = 'scaledobject.keda.sh/transfer-hpa-ownership';

/** Containers that the webhooks of meshes and others put into pods of which the app does not say so. */
const INJECTED = /^(istio-proxy|linkerd-proxy|daprd|envoy|envoy-sidecar|consul-dataplane|kuma-sidecar|vault-agent)$/;

/** What sets the number of pods, in one namespace or many. */
export class Autoscalers {
  private readonly all: Autoscaler[] = [];

  public add(source: Source, kind: string, name: string, { metadata, spec }: Fields): void {
    const { scaleTargetRef, metrics } = fieldsOf(spec);
    const target = fieldsOf(scaleTargetRef);
    const scales = kind === 'ScaledObject.keda.sh' ? scaledByKeda(target) : scaled(target);
    const targetName = textOf(target.name);
    if (scales === undefined || targetName === undefined) return;
    this.all.push({
      source,
      shown: `${spoken(kind)} ${name}`,
      kind: scales,
      name: targetName,
      containers: source.isPlanned ? NONE : itemsOf(metrics).flatMap((metric, n) => {
        const container = textOf(fieldsOf(fieldsOf(metric).containerResource).container);
        return container === undefined ? [] : [{ field: `spec.metrics[${n}].containerResource.container`, name: container }];
      }),
      yields: fieldsOf(fieldsOf(metadata).annotations)[TAKES_OVER] === 'true',
    });
  }

  public found(pods: Iterable<Pods>): Found[] {
    if (this.all.every(({ source }) => source.isPlanned)) return [];
    const targets = new Map<string, Pods>();
    for (const each of pods) targets.set(keyOf(each.source, each.kind, each.name), each);
    const first = new Map<string, Autoscaler>();
    return plannedFirst(this.all).flatMap(autoscaler => {
      const { source, kind, name, containers } = autoscaler;
      const key = keyOf(source, kind, name);
      const other = first.get(key);
      if (other === undefined) first.set(key, autoscaler);
      const target = targets.get(key);
      return [
        ...other && !other.yields && !autoscaler.yields ? [twice(autoscaler, other)] : [],
        ...target ? containers.flatMap(container => missing(source, container, target)) : anotherKind(autoscaler, targets),
      ];
    });
  }
}

function keyOf({ namespace }: Source, kind: string, name: string): string {
  return `${kind} ${namespace}/${name}`;
}

function twice({ source, kind, name }: Autoscaler, other: Autoscaler): Found {
  return foundIn(source, {
    field: 'spec.scaleTargetRef.name',
    value: name,
    rule: `names a ${spoken(kind)} whose number of pods ${other.shown} sets already, so that each undoes what the other does`,
    fix: 'Keep one of the two, with the metrics of both.',
  });
}

function missing(source: Source, { field, name }: Autoscaler['containers'][0], target: Pods): Found[] {
  if (target.containers.includes(name) || target.getsMore || INJECTED.test(name)) return [];
  return [foundIn(source, {
    field,
    value: name,
    rule: `is no container of the ${spoken(target.kind)} ${target.name}, so that it is never scaled`,
    fix: suggest('containers', target.containers, name),
  })];
}

/** Nobody has a Deployment and a StatefulSet of one name, one of which is another app's. */
function anotherKind({ source, kind, name }: Autoscaler, targets: Map<string, Pods>): Found[] {
  const other = SCALED.find(each => each !== kind && targets.has(keyOf(source, each, name)));
  return other === undefined ? [] : [foundIn(source, {
    field: 'spec.scaleTargetRef.kind',
    value: spoken(kind),
    rule: `is not the kind of ${name}, which is a ${spoken(other)} in this app`,
    fix: `Write kind: ${spoken(other)}.`,
  })];
}
