import { NASTY_NUMBERS, NASTY_TEXTS, NASTY_VALUES } from './nasty';

/** How often a value is a bad one: never, seldom, and often. */
export enum Temper { VALID = 0, NEARLY_VALID = 0.01, NASTY = 0.15 }

const PRIME = 2 ** 31 - 1;

/** Random values, the same for the same seed. Some are bad, as its temper says. */
export class Dice {
  private state: number;

  constructor(seed: number, private temper = Temper.VALID) {
    this.state = Math.floor(seed) % (PRIME - 1) + 1;
    this.next();
  }

  /** Another one, for one part: what that part asks changes nothing after it. */
  public fork(temper: Temper = this.temper): Dice {
    return new Dice(this.next() * PRIME, temper);
  }

  /** From 0 to 1, without 1 (Lehmer, 1951, with the factor of Park, Miller and Stockmeyer). */
  public next(): number {
    this.state = this.state * 48_271 % PRIME;
    return (this.state - 1) / (PRIME - 1);
  }

  public chance(probability: number): boolean {
    return this.next() < probability;
  }

  public pick<T>(list: readonly T[]): T {
    return list[Math.floor(this.next() * list.length)];
  }

  public whole(min: number, max: number): number {
    return min + Math.floor(this.next() * (max - min + 1));
  }

  /** A few results; none, if it may be none. */
  public several<T>(make: () => T, max = 3, min = 1): T[] {
    return Array.from({ length: this.whole(min, max) }, make);
  }

  /** One of these texts, or a bad one. */
  public text(...good: string[]): string {
    return this.bad() ? this.pick(NASTY_TEXTS) : this.pick(good);
  }

  /** A whole number, or a bad one. */
  public number(min: number, max: number): number {
    return this.bad() ? this.pick(NASTY_NUMBERS) : this.whole(min, max);
  }

  /** One of these values, or what is none of them. */
  public value<T>(...good: T[]): T {
    return this.bad() ? this.pick(NASTY_VALUES) as T : this.pick(good);
  }

  /** Some of these properties; an untyped caller may give them anything. */
  public some<T extends object>(makers: { [name in keyof T]: () => T[name] }, probability = 0.25): Partial<T> {
    const entries = Object.entries<() => unknown>(makers).filter(() => this.chance(probability));
    return Object.fromEntries(entries.map(([name, make]) => [
      name, this.chance(this.temper / 4) ? this.pick(NASTY_VALUES) : make(),
    ])) as Partial<T>;
  }

  private bad(): boolean {
    return this.chance(this.temper);
  }
}
