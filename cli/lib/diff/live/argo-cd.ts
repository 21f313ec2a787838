import { has, managedSet } from './field-set';
import { LiveObject, managedFieldsOf } from './live-object';
import { Fields, isFields } from '../fields/values';

/* Argo CD knows the objects that it has applied by an annotation; or by a label, if it is told so, over that of the document. */

const ANNOTATION = 'argocd.argoproj.io/tracking-id';
/** The first is recommended to those whose documents have the other one, which is the default. */
const LABELS = ['argocd.argoproj.io/instance', 'app.kubernetes.io/instance'];
const MANAGER = 'argocd-controller';

/** A document without the label over which Argo CD writes, whatever stands there. */
export function withoutOverwritten(document: Fields, live: LiveObject): Fields {
  const { metadata } = document;
  const label = labelOf(live);
  if (label === undefined || !isFields(metadata) || !isFields(metadata.labels) || !(label in metadata.labels)) return document;
  const { [label]: _overwritten, ...labels } = metadata.labels;
  return { ...document, metadata: { ...metadata, labels } };
}

/** The label by which it tracks an object; where there is the annotation, a label is the document's, or says the same. */
function labelOf(live: LiveObject): string | undefined {
  const { annotations, labels } = live.metadata;
  if (annotations?.[ANNOTATION] !== undefined) return undefined;
  const written = managedFieldsOf(live)
    .filter(({ manager, subresource }) => manager === MANAGER && !subresource)
    .map(({ fieldsV1 }) => managedSet(fieldsV1));
  return LABELS.find(label => labels?.[label] !== undefined && written.some(set => has(set, ['metadata', 'labels', label])));
}
