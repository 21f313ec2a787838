/**
 * Most tests build an app anew where a program would be run anew, and what is held within one program would refuse that.
 * Tests of it say `jest.unmock`.
 */
jest.mock('../lib/synthesis/neighbours', () => ({ spareNeighbours: () => {}, remember: () => {} }));
