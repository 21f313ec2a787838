import { isIPv4, isIPv6 } from 'node:net';
import { TextKind } from './text-kind';

/** A range of addresses, as the API server takes it without a warning. */
export const CIDR: TextKind = {
  rule: 'must be a range of addresses: its first address, "/" and the number of bits that all have in common',
  example: '10.0.0.0/8',
  holds: text => {
    const [, address, bits] = /^([0-9a-f.:]+)\/(0|[1-9]\d{0,2})$/.exec(text) ?? [];
    if (address === undefined) return false;
    if (isIPv4(address)) return Number(bits) <= 32 && isFirst(numberOfIPv4(address), 32n, BigInt(bits));
    return isIPv6(address) && !address.includes('.') && Number(bits) <= 128 && isFirst(numberOfIPv6(address), 128n, BigInt(bits));
  },
};

function isFirst(address: bigint, length: bigint, bits: bigint): boolean {
  return address % (2n ** (length - bits)) === 0n;
}

function numberOfIPv4(address: string): bigint {
  return address.split('.').reduce((sum, part) => sum * 256n + BigInt(part), 0n);
}

function numberOfIPv6(address: string): bigint {
  const [before, after = []] = address.split('::').map(half => half.split(':').filter(part => part !== ''));
  const zeros = Array<string>(8 - before.length - after.length).fill('0');
  return [...before, ...zeros, ...after].reduce((sum, part) => sum * 65536n + BigInt(`0x${part}`), 0n);
}
