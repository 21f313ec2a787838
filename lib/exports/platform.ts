/*
 * What an infrastructure team declares: clusters, releases, channels, and what runs on each cluster for them.
 * Go forbids circles of packages, so what is here may name what teams use, and neither of them what is in runtime.ts.
 * jsii reads no other form of export.
 */
export * from '../app/release-report';
export * from '../cluster/cluster';
export * from '../cluster/dependency-store';
export * from '../cluster/identity-provider';
export * from '../cluster/kubernetes-version';
export * from '../cluster/secret-store';
export * from '../cluster/startup-gate';
export * from '../cluster/telemetry';
export * from '../cluster/zookeeper';
export * from '../installation/node-gate';
export * from '../installation/platform-runtime';
export * from '../platform/cluster-stage';
export * from '../platform/platform';
export * from '../releases/channel-release';
export * from '../releases/release';
export * from '../runtime/release-component';
export * from '../releases/rollout';
export * from '../releases/standard-release';
