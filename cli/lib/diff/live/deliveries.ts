import { LiveObject } from './live-object';
import { textIn } from '../fields/values';
import { groupOf, PlannedObject } from '../objects/planned-object';

/** What delivers objects together: an Application of Argo CD, a Kustomization of Flux, a release of Helm. */
export interface Delivery {
  readonly id: string;
  /** In words. */
  readonly text: string;
  /** Whether all that it delivers is of one app: a Kustomization of Flux may be for all apps of a cluster. */
  readonly isOfApp: boolean;
  /** Whether it removes whatever has its marks, whoever has written them: Helm removes what it has noted elsewhere. */
  readonly prunes: boolean;
  /** Selects what it has delivered; undefined where only annotations tell it. */
  readonly labels?: string;
}

const TRACKING = 'argocd.argoproj.io/tracking-id';
/** `APPLICATION:GROUP/KIND:NAMESPACE/NAME`. */
const TRACKED = /^([\w.-]{1,253}):([^:/]*)\/([^:/]+):([^/]*)\/(.+)$/;
const APPLICATION = 'the Application';
type Marks = readonly [what: string, isOfApp: boolean, prunes: boolean, ...names: string[]];
const LABELS: readonly Marks[] = [
  [APPLICATION, true, true, 'argocd.argoproj.io/instance'],
  ['the Kustomization', false, true, 'kustomize.toolkit.fluxcd.io/name', 'kustomize.toolkit.fluxcd.io/namespace'],
  ['the HelmRelease', true, false, 'helm.toolkit.fluxcd.io/name', 'helm.toolkit.fluxcd.io/namespace'],
  ['the ApplySet', true, true, 'applyset.kubernetes.io/part-of'],
];
const ANNOTATIONS: readonly Marks[] = [
  ['the release', true, false, 'meta.helm.sh/release-name', 'meta.helm.sh/release-namespace'],
];
/** Argo CD writes it, too, if it is told to; but so do people. */
const INSTANCE_LABEL = 'app.kubernetes.io/instance';
const INSTANCE: Marks = [APPLICATION, true, true, INSTANCE_LABEL];

/** As names of Kubernetes are; an annotation may have anything, of any length. */
const VALUE = /^[\w.-]{1,253}$/;

/** All that is written beside the document; kubectl keeps what it has applied. */
const OF_KUBECTL = 'kubectl.kubernetes.io/';
const WRITTEN = new Set([
  TRACKING, 'argocd.argoproj.io/installation-id', ...[...LABELS, ...ANNOTATIONS, INSTANCE].flatMap(([, , , ...names]) => names),
]);

/** Whether a label or an annotation is one that those write who deliver, beside the document. */
export function isOfDelivery(name: string): boolean {
  return WRITTEN.has(name) || name.startsWith(OF_KUBECTL);
}

/** What has delivered an object, by what it leaves on it; undefined if nothing says so. */
export function deliveryOf(live: LiveObject): Delivery | undefined {
  const { labels = {}, annotations = {} } = live.metadata;
  const name = trackedBy(live);
  if (name !== undefined) {
    return { id: JSON.stringify([TRACKING, name]), text: `${APPLICATION} ${name}`, isOfApp: true, prunes: true };
  }
  const isOn = (marks: Readonly<Record<string, string>>) => ([, , , ...names]: Marks) => (
    names.every(each => Object.hasOwn(marks, each) && VALUE.test(marks[each]))
  );
  const byLabels = LABELS.find(isOn(labels));
  if (byLabels) return byLabelsOf(byLabels, labels);
  const byAnnotations = ANNOTATIONS.find(isOn(annotations));
  return byAnnotations && byMarks(byAnnotations, annotations);
}

/** Argo CD, too, takes an annotation for nothing that names another object: whoever copies an object copies it. */
function trackedBy({ apiVersion = '', kind = '', metadata: { name, namespace, annotations } }: LiveObject): string | undefined {
  const [, application = '', group, ofKind, place, ofName] = TRACKED.exec(annotations?.[TRACKING] ?? '') ?? [];
  const isItself = group === groupOf(apiVersion) && ofKind === kind && ofName === name;
  return isItself && (namespace === undefined || place === namespace) ? application : undefined;
}

/** The same by a label that may say something else: only what the app's own objects have counts. */
export function instanceOf({ metadata: { labels = {} } }: LiveObject): Delivery | undefined {
  return INSTANCE_LABEL in labels ? byLabelsOf(INSTANCE, labels) : undefined;
}

/** What has delivered the objects of an app. */
export function deliveriesOf(own: readonly { readonly object: PlannedObject; readonly live: LiveObject }[]): Delivery[] {
  const all = own.flatMap(({ object: { content }, live }) => {
    const isStated = textIn(content, 'metadata', 'labels', INSTANCE_LABEL) !== undefined;
    return deliveryOf(live) ?? (isStated ? undefined : instanceOf(live)) ?? [];
  });
  return [...new Map(all.map(each => [each.id, each])).values()];
}

function byLabelsOf(marks: Marks, labels: Readonly<Record<string, string>>): Delivery {
  const [, isOfApp, , ...names] = marks;
  return { ...byMarks(marks, labels), ...(isOfApp && { labels: names.map(name => `${name}=${labels[name]}`).join(',') }) };
}

function byMarks([what, isOfApp, prunes, ...names]: Marks, marks: Readonly<Record<string, string>>): Delivery {
  const values = names.map(name => marks[name]);
  return { id: JSON.stringify([names[0], ...values]), text: `${what} ${[...values].reverse().join('/')}`, isOfApp, prunes };
}
