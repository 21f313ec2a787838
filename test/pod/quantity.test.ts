import { Size } from 'cdk8s';
import { Cpu } from 'cdk8s-plus-27';
import * as fc from 'fast-check';
import { cpuMillis, cpuQuantity, quantity } from '../../lib/pod/quantity';
import { api, CONTAINER } from '../synth';

test.each([
  ['1000m', '1'], ['1', '1'], ['1.5', '1500m'], ['100m', '100m'], ['2000m', '2'], ['0', '0'], ['0.25', '250m'],
  ['1000', '1k'], ['1500', '1500'],
  ['2000000', '2M'], ['1000000000', '1G'], ['5000000m', '5k'],
])('%s of CPU is written as %s', (amount, written) => {
  expect(cpuQuantity(amount)).toBe(written);
});

test.each([
  [Size.mebibytes(1024), '1Gi'], [Size.kibibytes(1024), '1Mi'], [Size.mebibytes(1536), '1536Mi'], [Size.gibibytes(1), '1Gi'],
  [Size.gibibytes(2048), '2Ti'], [Size.kibibytes(1500), '1500Ki'], [Size.kibibytes(0), '0'],
  [Size.gibibytes(1024 ** 2), '1Pi'], [Size.gibibytes(2048 * 1024 ** 2), '2Ei'],
  [Size.kibibytes(Number.MAX_SAFE_INTEGER), '9007199254740991Ki'],
])('a size is written as %#', (size, written) => {
  expect(quantity(size)).toBe(written);
});

test('an amount of CPU has one spelling, and keeps its value', () => {
  fc.assert(fc.property(fc.integer({ min: 0, max: 1_000_000 }), millis => {
    const written = cpuQuantity(Cpu.millis(millis).amount);
    expect(cpuQuantity(written)).toBe(written);
    expect(cpuQuantity(Cpu.units(millis / 1000).amount)).toBe(written);
    expect(cpuMillis(written)).toBe(millis);
  }));
});

const UNITS: Record<string, number> = { Ki: 1, Mi: 1024, Gi: 1024 ** 2, Ti: 1024 ** 3 };

test('a size has one spelling, in the largest unit that keeps it whole, and keeps its value', () => {
  fc.assert(fc.property(fc.integer({ min: 1, max: 1024 ** 3 }), fc.constantFrom(0, 1, 2), (amount, power) => {
    const kibibytes = (amount % 5000 + 1) * 1024 ** power;
    const written = quantity(Size.kibibytes(kibibytes));
    const [, number, unit] = /^(\d+)([KMGT]i)$/.exec(written)!;
    expect(Number(number) * UNITS[unit]).toBe(kibibytes);
    expect(unit === 'Ti' || Number(number) % 1024 !== 0).toBe(true);
    expect(quantity(Size.kibibytes(Number(number) * UNITS[unit]))).toBe(written);
  }));
});

test('a container\'s quantities are canonical', () => {
  const resources = {
    cpu: { request: Cpu.millis(1000), limit: Cpu.units(1.5) },
    memory: { request: Size.mebibytes(1024), limit: Size.gibibytes(2) },
    ephemeralStorage: { request: Size.mebibytes(2048) },
  };
  expect(api({ container: { ...CONTAINER, resources } }).container('app').resources).toEqual({
    requests: { 'cpu': '1', 'memory': '1Gi', 'ephemeral-storage': '2Gi' }, limits: { cpu: '1500m', memory: '2Gi' },
  });
});

test('parts of a gibibyte of disk, and of a mebibyte of memory, are written as they are', () => {
  const resources = { memory: { request: Size.kibibytes(1500) }, ephemeralStorage: { limit: Size.mebibytes(64) } };
  expect(api({ container: { ...CONTAINER, resources } }).container('app').resources).toEqual({
    requests: { cpu: '100m', memory: '1500Ki' }, limits: { 'ephemeral-storage': '64Mi' },
  });
});

test('a container without resources requests something, and has no limit', () => {
  expect(api().container('app').resources).toEqual({ requests: { cpu: '100m', memory: '128Mi' } });
});

test('a limit without request is requested too', () => {
  const resources = { cpu: { limit: Cpu.units(2) }, memory: { limit: Size.mebibytes(512) } };
  expect(api({ container: { ...CONTAINER, resources } }).container('app').resources.requests)
    .toEqual({ cpu: '2', memory: '512Mi' });
});
