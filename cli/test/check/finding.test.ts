import { SynthesisRecord } from '../../../lib';
import { findingsOf } from '../../lib/check/finding';

const at = (line: number, column: number) => ({ file: '/shop/api.yaml', line, column });
const record = {
  problems: [
    { path: '', message: 'imgae: is no such property', place: at(8, 5) },
    { path: 'shop/api', message: 'container.image: must name an image', field: 'container.image' },
    { path: 'shop/api', message: 'container.portNumber: must be a port', field: 'container.portNumber' },
  ],
  warnings: [],
  workloads: [{
    path: 'shop/api',
    place: at(2, 1),
    places: { 'container': { line: 8, column: 5 }, 'container.portNumber': { line: 9, column: 17 } },
  }],
} as unknown as SynthesisRecord;

test('what a frontend has found wrong at a place is not told a second time of the construct', () => {
  expect(findingsOf([record], '/shop').map(({ message, place }) => [message, place])).toEqual([
    ['imgae: is no such property', { file: 'api.yaml', line: 8, column: 5 }],
    ['container.portNumber: must be a port', { file: 'api.yaml', line: 9, column: 17 }],
  ]);
});
