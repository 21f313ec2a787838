import { ApiObject, App } from 'cdk8s';
import { asWritten, resolvesAsUsual } from './as-written';
import { refuseTooLarge } from './object-limits';
import { patchedContent } from './object-patch-fit';
import { PlannedDocument } from './plan';
import { refuseUnwritable } from './unwritable-text';
import { yamlDocument } from '../yaml/document';

/** A document, and what it is made of. */
export interface WrittenDocument {
  readonly document: PlannedDocument;
  readonly text: string;
  readonly content: unknown;
}

/** Converts the objects of an app to documents, with the app's resolvers. */
export function documentsOf(app: App): (object: ApiObject) => WrittenDocument {
  const asUsual = resolvesAsUsual(app);
  return object => {
    const content = (asUsual ? asWritten(object) : undefined) ?? patchedContent(object);
    const { apiVersion, kind, metadata } = content;
    const text = yamlDocument(content);
    refuseUnwritable(content, text);
    refuseTooLarge(content, text);
    const document = { construct: object, apiVersion, kind, name: metadata?.name, namespace: metadata?.namespace, text };
    return { document, text, content };
  };
}
