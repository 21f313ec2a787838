import { objectsOf, PlannedObject } from '../../lib/diff/objects/planned-object';

interface Document {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string };
  readonly [field: string]: unknown;
}

/** An object as an app has it. */
export function planned(content: Document, more: object = {}): PlannedObject {
  const {
    kind,
    metadata: { name },
  } = content;
  const document = {
    file: 'a.yaml',
    path: `chart/${kind}-${name}`,
    chart: 'chart',
    origin: { type: 'user', text: 'the user' },
    patches: [],
    content,
    ...more,
  };
  const [object] = objectsOf({ documents: [document] } as any, '');
  return object;
}
