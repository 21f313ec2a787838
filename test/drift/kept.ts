/** Fields of a document that the server has otherwise, or not at all: whoever compares strictly would see them for ever. */
export function lostFields(stated: any, kept: any, field = ''): string[] {
  if (Array.isArray(stated) && Array.isArray(kept) && stated.length === kept.length) {
    return stated.flatMap((item, n) => lostFields(item, kept[n], `${field}[${n}]`));
  }
  if (isObject(stated) && isObject(kept)) {
    return Object.keys(stated).flatMap(name => lostFields(stated[name], kept[name], `${field}.${name}`));
  }
  return stated === kept ? [] : [`${field}: ${JSON.stringify(stated)} is kept as ${JSON.stringify(kept)}`];
}

const isObject = (value: any) => typeof value === 'object' && value !== null && !Array.isArray(value);
