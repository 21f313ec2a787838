import { isFields } from '../references/fields';

/** The ConfigMaps that an object names, anywhere in it: pods do so in volumes and variables. */
export function namesIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(namesIn);
  if (!isFields(value)) return [];
  return Object.entries(value).flatMap(([key, field]) => {
    const isName = (key === 'configMap' || key === 'configMapRef' || key === 'configMapKeyRef') && isFields(field);
    return isName && typeof field.name === 'string' ? [field.name] : namesIn(field);
  });
}
