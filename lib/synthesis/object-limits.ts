import { describe, Problem } from '../validation/problem';

/* What no API server of 1.27 to 1.37 takes, whatever the kind: an object that is too large is refused here, by its path. */

/** Of all annotations of an object, keys and values. */
const ANNOTATIONS = 256 * 1024;

/** Of all values in a ConfigMap or Secret. */
const DATA = 1024 * 1024;

/** How many bytes a character of base64 stands for. */
const BASE64 = 3 / 4;

/** Of a whole object, as etcd takes it. */
const OBJECT = 1.5 * 1024 * 1024;

/**
 * @param text the object as it is written: a small one is within all limits
 * @throws if the object, its annotations or its data are too large
 */
export function refuseTooLarge(content: any, text: string): void {
  // A character has at most three bytes.
  if (text.length * 3 <= ANNOTATIONS) return;
  const problems = [...annotationProblems(content, ''), ...dataProblems(content)];
  const [problem] = problems.length > 0 ? problems : sizeProblems(content);
  if (problem) throw new Error(describe(problem));
}

function problemOf(field: string, bytes: number, what: string, most: number, fix: string): Problem[] {
  if (bytes <= most) return [];
  return [{ field, value: `${bytes} bytes`, rule: `no API server takes ${what} of more than ${most} bytes`, fix }];
}

function annotationProblems(value: unknown, field: string): Problem[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [];
  return Object.entries(value).flatMap(([key, child]) => {
    const at = `${field}${field && '.'}${key}`;
    if (key === 'metadata' && typeof child?.annotations === 'object' && child.annotations !== null) {
      return problemOf(
        `${at}.annotations`, bytesOf(child.annotations), 'annotations', ANNOTATIONS, 'Put large texts into a ConfigMap.',
      );
    }
    // Those of pods are in templates; whatever is called so in data is text.
    return key === 'spec' || key === 'template' || key === 'jobTemplate' ? annotationProblems(child, at) : [];
  });
}

function dataProblems({ kind, apiVersion, data, binaryData, stringData }: any): Problem[] {
  if (apiVersion !== 'v1' || (kind !== 'ConfigMap' && kind !== 'Secret')) return [];
  const [plain, encoded] = kind === 'Secret' ? [stringData, data] : [data, binaryData];
  const bytes = bytesOf(plain, false) + Math.floor(bytesOf(encoded, false) * BASE64);
  return problemOf('data', bytes, `a ${kind}`, DATA, 'Divide it, or publish large files as a dependency.');
}

function sizeProblems(content: unknown): Problem[] {
  return problemOf('object', Buffer.byteLength(JSON.stringify(content)), 'an object', OBJECT, 'Divide it.');
}

/** Of all texts in a map. */
function bytesOf(texts: unknown, withKeys = true): number {
  if (typeof texts !== 'object' || texts === null) return 0;
  return Object.entries(texts).reduce((sum, [key, value]) => (
    sum + (withKeys ? Buffer.byteLength(key) : 0) + (typeof value === 'string' ? Buffer.byteLength(value) : 0)
  ), 0);
}
