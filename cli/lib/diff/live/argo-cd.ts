import { has, managedSet } from './field-set';
import { LiveObject, managedFieldsOf } from './live-object';
import { Fields, isFields } from '../fields/values';

/* By what Argo CD knows the objects again that it has applied: an annotation, or a label if it is told so. */

const ANNOTATION = 'argocd.argoproj.io/tracking-id';
/** The label that Argo CD recommends to those whose documents have the other one, which is its default. */
const LABELS = ['argocd.argoproj.io/instance', 'app.kubernetes.io/instance'];
const MANAGER = 'argocd-controller';

/** The Application that has applied an object. */
export function applicationOf(live: LiveObject): string | undefined {
  const { annotations, labels } = live.metadata;
  const id = annotations?.[ANNOTATION];
  if (id !== undefined) return id.slice(0, id.indexOf(':'));
  const label = labelOf(live);
  return label === undefined ? undefined : labels?.[label];
}

/** A document without the label that Argo CD writes over, whatever stands there. */
export function withoutOverwritten(document: Fields, live: LiveObject): Fields {
  const { metadata } = document;
  const label = labelOf(live);
  if (label === undefined || !isFields(metadata) || !isFields(metadata.labels) || !(label in metadata.labels)) return document;
  const { [label]: _overwritten, ...labels } = metadata.labels;
  return { ...document, metadata: { ...metadata, labels } };
}

/** The label by which it tracks an object; with an annotation, a label is the document's, or says the same. */
function labelOf(live: LiveObject): string | undefined {
  const { annotations, labels } = live.metadata;
  if (annotations?.[ANNOTATION] !== undefined) return undefined;
  const written = managedFieldsOf(live)
    .filter(({ manager, subresource }) => manager === MANAGER && !subresource)
    .map(({ fieldsV1 }) => managedSet(fieldsV1));
  return LABELS.find(label => labels?.[label] !== undefined && written.some(set => has(set, ['metadata', 'labels', label])));
}
