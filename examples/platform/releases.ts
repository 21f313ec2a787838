import { StandardRelease } from 'cdk8s-pinterest/platform';
import { TrafficComponent } from 'cdk8s-pinterest/runtime';

/** The release of most workloads: the standard release, unchanged. */
export const current = StandardRelease.v202611();

/** The next release, with a newer proxy. A release is frozen, so a change needs a new name. */
export const next = current.derive('2026.12', [new TrafficComponent({ image: 'docker.io/library/haproxy:3.2' })]);
