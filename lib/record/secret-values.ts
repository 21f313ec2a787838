import { createHmac } from 'node:crypto';
import { Fields, isFields } from '../references/fields';
import { recordKey } from '../tree/recording';

/** In place of a value where no key was given. */
const HIDDEN = '(hidden)';

/** The same document; of a Secret, and of those in a List, with hidden values, which only show whether two are equal. */
export function withoutSecrets(content: unknown): unknown {
  if (!isFields(content)) return content;
  const { kind, items } = content;
  if (Array.isArray(items)) {
    // Those of a SecretList need not say what they are.
    const isOfSecrets = kind === 'SecretList';
    return { ...content, items: items.map(each => isOfSecrets && isFields(each) ? secret(each) : withoutSecrets(each)) };
  }
  return kind === 'Secret' ? secret(content) : content;
}

function secret(content: Fields): Fields {
  const { data, stringData, metadata, ...rest } = content;
  return {
    ...rest,
    metadata: isFields(metadata) ? withoutLastApplied(metadata) : metadata,
    ...(data !== undefined && { data: hidden(data, text => Buffer.from(text, 'base64')) }),
    ...(stringData !== undefined && { stringData: hidden(stringData, text => Buffer.from(text)) }),
  };
}

/** What kubectl keeps there is the whole Secret. */
function withoutLastApplied(metadata: Fields): Fields {
  if (!isFields(metadata.annotations)) return metadata;
  const { 'kubectl.kubernetes.io/last-applied-configuration': _, ...annotations } = metadata.annotations;
  return { ...metadata, annotations };
}

function hidden(values: unknown, bytesOf: (text: string) => Buffer): unknown {
  if (!isFields(values)) return HIDDEN;
  const key = recordKey();
  const hide = (bytes: Buffer) => (
    key === undefined ? HIDDEN : `(hidden ${createHmac('sha256', key).update(bytes).digest('hex').slice(0, 16)})`
  );
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, hide(bytesOf(`${value}`))]));
}
