/*
 * The API to declare a platform: clusters, releases, channels, and the runtime on each cluster.
 * Go forbids import cycles: this module may use types of the root module, and neither may use types of runtime.ts.
 * jsii accepts no other form of export here.
 */
export * from '../app/release-report';
export * from '../cluster/cluster';
export * from '../cluster/dependency-store';
export * from '../cluster/identity-provider';
export * from '../cluster/kubernetes-version';
export * from '../cluster/node-pool';
export * from '../cluster/secret-store';
export * from '../cluster/startup-gate';
export * from '../cluster/telemetry';
export * from '../cluster/trust-bundle';
export * from '../cluster/zookeeper';
export * from '../installation/node-gate';
export * from '../installation/platform-namespaces';
export * from '../installation/platform-runtime';
export * from '../installation/pod-security-standard';
export * from '../platform/cluster-stage';
export * from '../platform/platform';
export * from '../releases/channel-release';
export * from '../releases/release';
export * from '../runtime/release-component';
export * from '../releases/rollout';
export * from '../releases/standard-release';
