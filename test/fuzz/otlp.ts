/** Writes messages of OTLP, as protobuf does. */
export function varint(n: number): Buffer {
  const bytes = [];
  let rest = n;
  for (; rest > 127; rest = Math.floor(rest / 128)) bytes.push(rest % 128 + 128);
  return Buffer.from([...bytes, rest]);
}

/** A field with a message, a text or packed numbers. */
export function inside(field: number, content: Buffer): Buffer {
  return Buffer.concat([varint(field * 8 + 2), varint(content.length), content]);
}

/** The same bytes again and again, up to a size. */
export function repeated(bytes: number[], size: number): Buffer {
  return Buffer.alloc(Math.floor(size / bytes.length) * bytes.length, Buffer.from(bytes));
}
