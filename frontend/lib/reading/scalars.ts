import { At, NOTHING, Reading } from './reading';
import { Scalar } from '../documents/node';

/** What YAML 1.1 takes for true or false: kubectl, Helm and kustomize do, where this reader sees a string. */
const BOOLEAN_FOR_OTHERS = /^(y|yes|n|no|on|off)$/i;

/** A number with zeros before it: 420 for YAML 1.1, 644 for YAML 1.2. */
const OCTAL_FOR_OTHERS = /^[-+]?0\d+$/;

export function readString(reading: Reading, at: At): string | typeof NOTHING {
  const { node } = at;
  if (node.type !== 'scalar') return reading.refuseSort(at, 'a string', 'Write the string itself.');
  if (node.value === null) return refuseEmpty(reading, at);
  const { value, source } = node;
  if (typeof value === 'string') {
    if (node.plain && BOOLEAN_FOR_OTHERS.test(value)) {
      reading.refuse(at, 'is a string here, and true or false for other readers of YAML', `Write ${quoted(source)}.`);
    }
    return value;
  }
  const rule = `must be a string, and ${source} is ${typeof value === 'number'
    ? numberInWords(value, source)
    : 'true or false'} in YAML`;
  reading.refuse(at, rule, `Write ${quoted(source)}.`);
  // What is meant is clear, and no reason for further faults.
  return source;
}

export function readNumber(reading: Reading, at: At): number | typeof NOTHING {
  const { node } = at;
  if (node.type !== 'scalar') return reading.refuseSort(at, 'a number', 'Write the number itself.');
  if (node.value === null) return refuseEmpty(reading, at);
  const { value, source } = node;
  if (typeof value === 'number') {
    if (OCTAL_FOR_OTHERS.test(source)) {
      const octal = parseInt(source, 8);
      const fix = Number.isNaN(octal)
        ? `Write ${value}.`
        : `Write ${value}, or 0o${octal.toString(8)} for the octal number, which is ${octal}.`;
      reading.refuse(at, `begins with 0: is ${value} here, and an octal number for other readers of YAML`, fix);
    }
    if (!Number.isFinite(value)) return reading.refuse(at, 'must be a finite number', 'Write one with digits.');
    return value;
  }
  if (typeof value === 'string' && /^[-+]?[\d_]+(\.\d+)?$/.test(value)) {
    const digits = value.replace(/_/g, '');
    const why = node.plain ? ', since YAML 1.2 takes no "_"' : '';
    reading.refuse(at, `must be a number, and is a string${why}`, `Write ${digits}${node.plain ? '' : ', without quotes'}.`);
    return Number(digits);
  }
  return reading.refuseSort(at, 'a number', 'Write it without quotes and unit.');
}

export function readBoolean(reading: Reading, at: At): boolean | typeof NOTHING {
  const { node } = at;
  if (node.type === 'scalar' && typeof node.value === 'boolean') return node.value;
  if (node.type === 'scalar' && node.value === null) return refuseEmpty(reading, at);
  if (node.type === 'scalar' && BOOLEAN_FOR_OTHERS.test(node.source)) {
    const meant = /^(y|yes|on)$/i.test(node.source);
    reading.refuse(at, 'is a string in YAML 1.2', `Write ${meant}.`);
    return meant;
  }
  return reading.refuseSort(at, 'true or false', 'Write true or false, without quotes.');
}

export function refuseEmpty(reading: Reading, at: At): typeof NOTHING {
  return reading.refuse(
    { ...at, node: { ...at.node, value: undefined } as unknown as Scalar }, 'has no value', 'Write one, or remove the line.',
  );
}

function numberInWords(value: number, source: string): string {
  return String(value) === source ? 'a number' : `the number ${value}`;
}

function quoted(text: string): string {
  return `"${text}", in quotes`;
}
