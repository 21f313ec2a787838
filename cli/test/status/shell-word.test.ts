import { execFileSync } from 'node:child_process';
import * as fc from 'fast-check';
import { shellWord } from '../../lib/status/shell-word';

test('plain names stay as they are', () => {
  expect(shellWord('shop/api-1.2')).toBe('shop/api-1.2');
});

test('whatever a pod names is one word of a shell, and does nothing', () => {
  fc.assert(fc.property(fc.string().filter(text => text !== '' && !text.includes('\0')), text => {
    expect(execFileSync('sh', ['-c', `printf %s ${shellWord(text)}`]).toString()).toBe(text);
  }), { numRuns: 50, examples: [['$(touch x)'], ['; ls'], ['a\'b'], ['`id`'], ['-x']] });
});
