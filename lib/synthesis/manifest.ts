import { ApiObject, App } from 'cdk8s';
import { asWritten, resolvesAsUsual } from './as-written';
import { yamlDocument } from '../yaml/document';

/** An object as it is written. */
export interface Manifest {
  readonly apiVersion?: string;
  readonly kind?: string;
  readonly name?: string;
  readonly namespace?: string;
  /** A YAML document. */
  readonly text: string;
}

/** How the objects of an app are written: as its resolvers say. */
export function manifestsOf(app: App): (object: ApiObject) => Manifest {
  const asUsual = resolvesAsUsual(app);
  return object => {
    const content = (asUsual ? asWritten(object) : undefined) ?? object.toJson();
    const { apiVersion, kind, metadata } = content;
    return { apiVersion, kind, name: metadata?.name, namespace: metadata?.namespace, text: yamlDocument(content) };
  };
}
