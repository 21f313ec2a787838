import { Construct } from 'constructs';

/** A platform, as apps take it. It must be a `Platform` of the module `platform`. */
export interface IPlatform {
  /** Makes this the platform of a scope and of everything below it. */
  attach(scope: Construct): void;
}
