import { Construct } from 'constructs';

/** A platform, as far as an app knows it: a `Platform` of the module `platform`. */
export interface IPlatform {
  /** Makes this the platform of a scope and of everything below it. */
  attach(scope: Construct): void;
}
