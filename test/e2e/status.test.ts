import { PLAIN_FAULTS } from './status/faults';
import { applyPlain, prepare } from './status/world';

test('bring about', () => {
  prepare();
  applyPlain();
  console.log(PLAIN_FAULTS.length);
});
