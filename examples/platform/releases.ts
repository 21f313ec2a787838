import { StandardRelease } from 'cdk8s-pinterest/platform';
import { TrafficComponent } from 'cdk8s-pinterest/runtime';

/** What most workloads run: the standard release as it is. */
export const current = StandardRelease.v202611();

/** What comes next: a newer proxy. A release is frozen, so what is changed has a new name. */
export const next = current.derive('2026.12', [new TrafficComponent({ image: 'docker.io/library/haproxy:3.0' })]);
