import { LiveObject } from './live-object';
import { textIn } from '../fields/values';
import { PlannedObject } from '../objects/planned-object';

/** What delivers objects together: an Application of Argo CD, a Kustomization of Flux, a release of Helm. */
export interface Delivery {
  readonly id: string;
  /** In words. */
  readonly text: string;
  /** Whether all that it delivers is of one app: a Kustomization of Flux may be for all apps of a cluster. */
  readonly isOfApp: boolean;
  /** Selects what it has delivered; undefined where only annotations tell it. */
  readonly labels?: string;
}

const TRACKING = 'argocd.argoproj.io/tracking-id';
const APPLICATION = 'the Application';
type Marks = readonly [what: string, isOfApp: boolean, ...names: string[]];
const LABELS: readonly Marks[] = [
  [APPLICATION, true, 'argocd.argoproj.io/instance'],
  ['the Kustomization', false, 'kustomize.toolkit.fluxcd.io/name', 'kustomize.toolkit.fluxcd.io/namespace'],
  ['the HelmRelease', true, 'helm.toolkit.fluxcd.io/name', 'helm.toolkit.fluxcd.io/namespace'],
  ['the ApplySet', true, 'applyset.kubernetes.io/part-of'],
];
const ANNOTATIONS: readonly Marks[] = [
  ['the release', true, 'meta.helm.sh/release-name', 'meta.helm.sh/release-namespace'],
];
/** Argo CD writes it, too, if it is told to; but so do people. */
const INSTANCE: Marks = [APPLICATION, true, 'app.kubernetes.io/instance'];

/** All that is written beside the document; kubectl keeps what it has applied. */
const OF_KUBECTL = 'kubectl.kubernetes.io/';
const WRITTEN = new Set([
  TRACKING, 'argocd.argoproj.io/installation-id', ...[...LABELS, ...ANNOTATIONS, INSTANCE].flatMap(([, , ...names]) => names),
]);

/** Whether a label or an annotation is one that those write who deliver, beside the document. */
export function isOfDelivery(name: string): boolean {
  return WRITTEN.has(name) || name.startsWith(OF_KUBECTL);
}

/** What has delivered an object, by what it leaves on it; undefined if nothing says so. */
export function deliveryOf({ metadata: { labels = {}, annotations = {} } }: LiveObject): Delivery | undefined {
  const tracked = annotations[TRACKING];
  if (tracked !== undefined) {
    const name = tracked.slice(0, tracked.indexOf(':'));
    return { id: JSON.stringify([TRACKING, name]), text: `${APPLICATION} ${name}`, isOfApp: true };
  }
  const isOn = (marks: Readonly<Record<string, string>>) => ([, , ...names]: Marks) => names.every(name => name in marks);
  const byLabels = LABELS.find(isOn(labels));
  if (byLabels) return byLabelsOf(byLabels, labels);
  const byAnnotations = ANNOTATIONS.find(isOn(annotations));
  return byAnnotations && byMarks(byAnnotations, annotations);
}

/** The same by a label that may say something else: only what the app's own objects have counts. */
export function instanceOf({ metadata: { labels = {} } }: LiveObject): Delivery | undefined {
  return INSTANCE[2] in labels ? byLabelsOf(INSTANCE, labels) : undefined;
}

/** What has delivered the objects of an app. */
export function deliveriesOf(own: readonly { readonly object: PlannedObject; readonly live: LiveObject }[]): Delivery[] {
  const all = own.flatMap(({ object: { content }, live }) => {
    const isStated = textIn(content, 'metadata', 'labels', INSTANCE[2]) !== undefined;
    return deliveryOf(live) ?? (isStated ? undefined : instanceOf(live)) ?? [];
  });
  return [...new Map(all.map(each => [each.id, each])).values()];
}

function byLabelsOf(marks: Marks, labels: Readonly<Record<string, string>>): Delivery {
  const [, isOfApp, ...names] = marks;
  return { ...byMarks(marks, labels), ...(isOfApp && { labels: names.map(name => `${name}=${labels[name]}`).join(',') }) };
}

function byMarks([what, isOfApp, ...names]: Marks, marks: Readonly<Record<string, string>>): Delivery {
  const values = names.map(name => marks[name]);
  return { id: JSON.stringify([names[0], ...values]), text: `${what} ${[...values].reverse().join('/')}`, isOfApp };
}
