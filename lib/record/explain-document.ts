import { ExplainedWorkload, propertyIn } from './explained-workload';
import { pointerOf, stepsInto, tokensOfField } from './field-tokens';
import { numbered, patchesAt } from './patches-at';
import { PodMounts } from './pod-mounts';
import { PodPatches } from './pod-patches';
import { FieldPlace, ItemPlace, placeOf } from './pod-place';
import { reasonOf, reasonOfObject, tablesOfComponent, tablesOfKind } from './reason-tables';
import { RecordedDocument } from './recorded-document';
import { RecordedField } from './recorded-field';
import { recordedOrigin, RecordedOrigin } from './recorded-origin';
import { groupOf, isFields } from '../references/fields';
import { makesPods, podTemplatesOf } from '../references/pods';
import { LABEL_REASONS } from '../resources/label-reasons';
import { Component } from '../runtime/component';
import { because, FieldReason, FieldReasons, inheriting, SCOPE } from '../tree/field-reasons';
import { Origin, OriginType } from '../tree/origin';
import { WORKLOAD_REASONS } from '../workloads/workload-reasons';

/** Properties of workloads that their chart may have, too. */
const OF_CHARTS = ['owner', 'expires'];

const OF_CHART = inheriting('a label of all objects of the chart', ['chart.labels']);

/** Where in a document something is: the keys of JSON, and the names of reasons. */
interface At {
  readonly keys: readonly string[];
  readonly names: readonly string[];
}

/** A component, by the name of its release and its own. */
export type FindComponent = (release: string, name: string) => Component | undefined;

/** Tells of one document of a workload why its fields are as they are. */
export class DocumentExplanation {
  private readonly podAt: string[][];
  private readonly mounts: PodMounts;
  private readonly patches: string[];
  private readonly podPatches: PodPatches;
  private readonly endsSidecars: boolean;

  constructor(
    private readonly document: RecordedDocument, private readonly workload: ExplainedWorkload,
    private readonly findComponent: FindComponent,
  ) {
    const { apiVersion = '', kind = '', content } = document;
    const group = groupOf(apiVersion);
    const named = group === '' ? kind : `${kind}.${group}`;
    const templates = makesPods(named) && isFields(content) ? podTemplatesOf(named, content) : [];
    this.podAt = templates.map(({ at }) => tokensOfField(at));
    this.mounts = new PodMounts(templates.map(({ spec }) => spec));
    this.endsSidecars = this.mounts.pathsOf('completion').length > 0;
    this.patches = numbered(document.patches, content);
    this.podPatches = new PodPatches(workload.patches, templates[0]?.spec ?? {});
  }

  /** By which reasons call it. */
  private get kind(): string {
    const { kind = '', workload } = this.document;
    return workload === undefined ? `${SCOPE.SHARED} ${kind}` : kind;
  }

  /** The fields that differ in their reasons, in the order of the document; first the document itself. */
  public fields(): RecordedField[] {
    const fields = this.inside(this.document.content, { keys: [], names: [] });
    const { origin } = this.document;
    if (origin.type === OriginType.USER) return [ownOf(origin), ...fields.filter(each => each.origin.type === OriginType.PATCH)];
    const reason = reasonOfObject(this.kind, this.tablesFor(origin)) ?? this.purposeOf(origin);
    const itself = this.field([], origin, reason);
    return [itself, ...fields.filter(({ pointer }) => pointer !== '')];
  }

  /** One entry, if all that is in a value has the same reason. */
  private inside(value: unknown, at: At): RecordedField[] {
    const steps = stepsInto(value);
    if (steps.length === 0) return [this.leaf(at)];
    const below = steps.flatMap(([{ key, name }, inner]) => (
      this.inside(inner, { keys: [...at.keys, key], names: [...at.names, name] })
    ));
    const whole = below.length === steps.length && below.every(field => isSame(field, below[0]));
    return whole && at.keys.length > 0 ? [{ ...below[0], pointer: pointerOf(at.keys) }] : below;
  }

  private leaf({ keys, names }: At): RecordedField {
    const { document, workload } = this;
    const place = placeOf(this.kind, names, this.podAt, workload.application);
    const patch = patchesAt(this.patches, keys).at(-1);
    if (patch !== undefined) return this.patched(keys, 'a JSON patch of the object', patch);
    const ofPod = this.podPatches.at(place, keys);
    if (ofPod !== undefined) return this.patched(keys, 'service.pod.patch', ofPod.name, ofPod.origin);
    const origin = this.originAt(place);
    if (origin.type === OriginType.USER && document.origin.type !== OriginType.USER) {
      return this.fromAuthor(keys, place, origin);
    }
    return this.field(keys, origin, this.reasonAt(place, names, origin));
  }

  private patched(keys: readonly string[], what: string, operation: string, by?: RecordedOrigin): RecordedField {
    const origin = { type: OriginType.PATCH, text: by === undefined ? 'a patch' : `a patch of ${by.text}` };
    return { pointer: pointerOf(keys), origin, properties: [], settable: [], inherited: [], why: `${what}: ${operation}` };
  }

  /** Who has put there the innermost thing in which a field is. */
  private originAt({ item }: FieldPlace): RecordedOrigin {
    const found = item && this.workload.itemAt(item);
    return found?.origin ?? this.document.origin;
  }

  /** What the author has written himself: in the container, or by hand in the pod. */
  private fromAuthor(keys: readonly string[], place: FieldPlace, origin: RecordedOrigin): RecordedField {
    const { workload, document } = this;
    const item = place.item as ItemPlace;
    const property = workload.propertyOf(item, volume => this.mounts.pathsOf(volume));
    if (property === undefined) {
      const reason = reasonOf(place, tablesOfComponent({}));
      if (reason !== undefined && place.scope === SCOPE.CONTAINER) return this.field(keys, origin, reason);
      const why = `the author's own ${item.type}`;
      return { pointer: pointerOf(keys), origin, properties: [], settable: [], inherited: [], why };
    }
    const reason = this.reasonIn(place, tablesOfKind(workload.kind));
    if (property !== 'container') {
      const why = property === 'scratch' ? 'a folder to which the application may write' : reason?.why;
      return { pointer: pointerOf(keys), origin, properties: [property], settable: [property], inherited: [], why };
    }
    const field = this.field(keys, origin, reason);
    // What the author has left out is decided by the kind.
    const isLeft = field.properties.length === 0 && field.origin.type === OriginType.USER;
    return isLeft ? { ...field, origin: document.origin } : field;
  }

  private reasonAt(place: FieldPlace, names: readonly string[], origin: RecordedOrigin): FieldReason | undefined {
    const tables = this.tablesFor(origin);
    const own = this.reasonIn(origin.type === OriginType.COMPONENT ? place : this.withoutMount(place), tables);
    const [holder, key] = names.slice(-2);
    const isLabel = ['labels', 'annotations'].includes(holder) && names.at(-3) === 'metadata' && place.item?.type !== 'volume';
    if (isLabel && key in LABEL_REASONS && !isOfName(own, place, tables)) return LABEL_REASONS[key];
    const [first, second] = names;
    if (isLabel && first === 'metadata' && holder === 'labels' && this.workload.hasOfChart(key)) return OF_CHART;
    const common = WORKLOAD_REASONS[SCOPE.ANY];
    const general = first === 'metadata' ? common[`metadata.${second}`] : common[first];
    if (place.inPod || general === undefined) return own ?? this.purposeOf(origin);
    return own === undefined || (second !== 'name' && !isExact(own, place, tables)) ? general : own;
  }

  /** A mount is there for its volume. */
  private withoutMount(place: FieldPlace): FieldPlace {
    const { item } = place;
    const volume = item?.type === 'mount' ? this.mounts.volumeAt(item.container!, item.name) : undefined;
    return volume === undefined ? place : { ...place, scope: SCOPE.POD, names: ['spec', 'volumes', volume] };
  }

  private reasonIn(place: FieldPlace, tables: readonly FieldReasons[]): FieldReason | undefined {
    const ending = place.scope === SCOPE.APP && this.endsSidecars
      ? reasonOf({ ...place, scope: SCOPE.ENDING_APP }, tables) : undefined;
    return ending ?? reasonOf(place, tables);
  }

  private tablesFor({ type, name = '', release = '' }: RecordedOrigin): FieldReasons[] {
    return type === OriginType.COMPONENT
      ? tablesOfComponent(this.findComponent(release, name)?._reasons() ?? {}) : tablesOfKind(this.workload.kind);
  }

  /** What a component says of all that it adds. */
  private purposeOf({ type, name = '', release = '' }: RecordedOrigin): FieldReason | undefined {
    const purpose = type === OriginType.COMPONENT ? this.findComponent(release, name)?.purpose : undefined;
    return purpose === undefined ? undefined : because(purpose);
  }

  private field(keys: readonly string[], origin: RecordedOrigin, reason: FieldReason | undefined): RecordedField {
    const { by = [], why, ofPlatform = false, first, inherits = [] } = reason ?? {};
    const alone = first === undefined ? [] : this.workload.written([first]);
    const properties = alone.length > 0 ? alone : this.workload.written(by);
    const decided = ofPlatform && properties.length === 0 ? recordedOrigin(Origin.platform()) : origin;
    const inherited = this.workload.inherited([...by.filter(property => OF_CHARTS.includes(property)), ...inherits]);
    return { pointer: pointerOf(keys), origin: decided, properties, settable: [...new Set(by.map(propertyIn))], inherited, why };
  }
}

/** Whether a reason is that of the very field, and not of what it is in. */
function isExact(reason: FieldReason | undefined, { scope, names }: FieldPlace, tables: readonly FieldReasons[]): boolean {
  return reason !== undefined && reasonOf({ scope, names: names.slice(0, -1) }, tables) !== reason;
}

/** Whether a reason is that of something with this very name. */
function isOfName(reason: FieldReason | undefined, { scope, names }: FieldPlace, tables: readonly FieldReasons[]): boolean {
  return reason !== undefined && reasonOf({ scope, names: [...names.slice(0, -1), ''] }, tables) !== reason;
}

function isSame(one: RecordedField, other: RecordedField): boolean {
  const { pointer: _one, ...rest } = one;
  const { pointer: _other, ...others } = other;
  return JSON.stringify(rest) === JSON.stringify(others);
}

function ownOf(origin: RecordedOrigin): RecordedField {
  return { pointer: '', origin, properties: [], settable: [], inherited: [], why: 'the author\'s own object' };
}
