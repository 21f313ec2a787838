import * as fc from 'fast-check';
import { yamlDocuments } from '../../lib/yaml/document';
import { documents, everywhere, numbers, sampleOfStrings } from '../yaml/generated';

/** Thousands of files of our writer, each with its content, to check with a reader in another language. */
const seed = Number(process.env.SEED ?? 20261101);
const files = [
  ...sampleOfStrings(4000, seed).map(text => [everywhere(text)]),
  ...fc.sample(fc.array(documents, { maxLength: 3 }), { numRuns: 1000, seed }),
  ...fc.sample(numbers, { numRuns: 500, seed }).concat(1e20, 1e21, -1e300, 1e-7).map(number => [{ number }]),
  ...[1000, 1001, 1024, 1025, 3000].map(length => [{ ['k'.repeat(length)]: ['k'.repeat(length)] }]),
];
process.stdout.write(JSON.stringify({ seed, files: files.map(values => ({ text: yamlDocuments(values), values })) }));
