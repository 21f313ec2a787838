import { Size } from 'cdk8s';

const UNITS = ['', 'Ki', 'Mi', 'Gi', 'Ti'];

/** A size in the API server's canonical form, so that it stores what we write. */
export function quantity(size: Size): string {
  let amount = size.toKibibytes() * 1024;
  let unit = 0;
  while (amount !== 0 && amount % 1024 === 0 && unit < UNITS.length - 1) {
    amount /= 1024;
    unit += 1;
  }
  return `${amount}${UNITS[unit]}`;
}

/** An amount of CPU in the canonical form: `1000m` is `1`. */
export function cpuQuantity(amount: string): string {
  const millis = cpuMillis(amount);
  return millis % 1000 === 0 ? `${millis / 1000}` : `${millis}m`;
}

export function cpuMillis(amount: string): number {
  return amount.endsWith('m') ? Number(amount.slice(0, -1)) : Math.round(Number(amount) * 1000);
}
