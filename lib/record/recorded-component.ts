import { Platform } from '../platform/platform';
import { Release } from '../releases/release';
import { Registered } from '../workloads/registry';

/** A component of a release. */
export interface RecordedComponent {
  readonly release: string;
  readonly name: string;

  /**
   * What it is for, as half a sentence.
   *
   * @default - nothing is said
   */
  readonly purpose?: string;
}

/** The releases that workloads have, in the order of their platforms. */
export function releasesOf(workloads: readonly Registered[]): Release[] {
  const used = new Set<Release>();
  for (const { construct, intent } of workloads) {
    const release = Platform.of(construct).releases.find(({ name }) => name === intent.release);
    if (release) used.add(release);
  }
  return [...used];
}

export function recordedComponents(releases: readonly Release[]): RecordedComponent[] {
  return releases.flatMap(release => release._components.map(({ name, purpose }) => ({ release: release.name, name, purpose })));
}
