import { isAbsolute, relative } from 'node:path';
import { RecordedOrigin, SynthesisRecord } from 'cdk8s-pinterest';
import { listIn, textIn } from '../fields/values';

/** An object of an app: a document, or an item of one that is a List. */
export interface PlannedObject {
  /** Tells it from all other objects of the apps, and is the same as long as it is the same object for a cluster. */
  readonly id: string;
  readonly app: string;
  readonly file: string;
  /** The path of its construct. */
  readonly path: string;
  readonly chart: string;
  readonly cluster?: string;
  /** The path of the workload to which it belongs. */
  readonly workload?: string;
  readonly apiVersion: string;
  readonly kind: string;
  readonly namespace?: string;
  readonly name: string;
  readonly origin: RecordedOrigin;
  readonly patches: readonly string[];
  readonly content: any;
}

/** What tells the apps of a program from each other: the folder to which each writes. */
export function appName(record: SynthesisRecord, directory: string): string {
  return isAbsolute(record.outdir) ? relative(directory, record.outdir) : record.outdir;
}

/** All objects of a record. @param app empty where a program has one app only, whose folder may have another name by now */
export function objectsOf(record: SynthesisRecord, app: string): PlannedObject[] {
  return record.documents.flatMap(document => {
    const { file, path, chart, cluster, workload, origin, patches } = document;
    const isList = Array.isArray(document.content?.items) && textIn(document.content, 'kind')?.endsWith('List');
    const contents: readonly unknown[] = isList ? listIn(document.content, 'items') : [document.content];
    return contents.map(content => {
      const of = { app, cluster, ...nameOf(content) };
      return { id: idOf(of, path), file, path, chart, workload, origin, patches, content, ...of };
    });
  });
}

function nameOf(content: unknown) {
  return {
    apiVersion: textIn(content, 'apiVersion') ?? '',
    kind: textIn(content, 'kind') ?? '',
    namespace: textIn(content, 'metadata', 'namespace'),
    name: textIn(content, 'metadata', 'name') ?? '',
  };
}

/** The version of its API does not count: it is the same object in all of them. What has no name is known by its construct. */
function idOf(
  object: Omit<PlannedObject, 'id' | 'file' | 'path' | 'chart' | 'origin' | 'patches' | 'content'>,
  path: string,
): string {
  const { app, cluster = '', apiVersion, kind, namespace = '', name } = object;
  return JSON.stringify([app, cluster, groupOf(apiVersion), kind, namespace, name || path]);
}

/** Empty for the core group. */
export function groupOf(apiVersion: string): string {
  return apiVersion.includes('/') ? apiVersion.split('/')[0] : '';
}
