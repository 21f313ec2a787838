/*
 * What somebody needs who writes a component of the runtime, and the components that there are.
 * It may name whatever the other two have, and neither of them what is here. jsii reads no other form of export.
 */
export * from '../runtime/component';
export * from '../runtime/component-scope';
export * from '../runtime/dependencies/component';
export * from '../runtime/discovery/component';
export * from '../runtime/environment/component';
export * from '../runtime/identity/component';
export * from '../runtime/install-target';
export * from '../runtime/phase';
export * from '../runtime/runtime-daemon';
export * from '../runtime/secrets/component';
export * from '../runtime/startup/component';
export * from '../runtime/telemetry/component';
export * from '../runtime/traffic/component';
export * from '../runtime/workload-intent';
