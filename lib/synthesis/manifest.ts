import { ApiObject, App } from 'cdk8s';
import { asWritten, resolvesAsUsual } from './as-written';
import { refuseTooLarge } from './object-limits';
import { patchedContent } from './object-patch-fit';
import { PlannedDocument } from './plan';
import { refuseUnwritable } from './unwritable-text';
import { isRecording } from '../tree/recording';
import { yamlDocument } from '../yaml/document';

/** A document, and what it says, which need not be kept. */
export interface Converted {
  readonly document: PlannedDocument;
  readonly content: unknown;
}

/** Converts the objects of an app to documents, with the app's resolvers. */
export function documentsOf(app: App): (object: ApiObject) => Converted {
  const asUsual = resolvesAsUsual(app);
  return object => {
    const content = (asUsual ? asWritten(object) : undefined) ?? patchedContent(object);
    const { apiVersion, kind, metadata } = content;
    const text = yamlDocument(content);
    refuseUnwritable(content, text);
    refuseTooLarge(content, text);
    const { name, namespace } = metadata ?? {};
    const document = { construct: object, apiVersion, kind, name, namespace, text };
    // Only a record needs it longer than the text.
    return { document: isRecording() ? { ...document, _content: content } : document, content };
  };
}
