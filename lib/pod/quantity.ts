import { Size } from 'cdk8s';

const UNITS = ['', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'];

const DECIMAL_UNITS = ['', 'k', 'M', 'G', 'T', 'P'];

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
  if (millis % 1000 !== 0) return `${millis}m`;
  let units = millis / 1000;
  let unit = 0;
  while (units !== 0 && units % 1000 === 0 && unit < DECIMAL_UNITS.length - 1) {
    units /= 1000;
    unit += 1;
  }
  return `${units}${DECIMAL_UNITS[unit]}`;
}

export function cpuMillis(amount: string): number {
  const power = ['m', '', ...DECIMAL_UNITS.slice(1)].indexOf(/[a-zA-Z]?$/.exec(amount)![0]);
  return Math.round(exactMillis(amount) * 1000 ** Math.max(power - 1, 0));
}

/** Whether it is a whole number of thousandths of a CPU, which the API server counts exactly. */
export function isWholeMillis(amount: string): boolean {
  const millis = exactMillis(amount);
  return Number.isSafeInteger(Math.round(millis)) && Math.abs(millis - Math.round(millis)) < 1e-6;
}

/** Of an amount as cdk8s-plus writes it: `200m` or `0.2`. */
function exactMillis(amount: string): number {
  return amount.endsWith('m') ? Number(amount.slice(0, -1)) : parseFloat(amount) * 1000;
}
