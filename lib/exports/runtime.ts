/*
 * The API to write components of the runtime, and the standard components.
 * It may use types of the other two modules, and neither may use its types. jsii accepts no other form of export here.
 */
export * from '../runtime/component';
export * from '../runtime/component-scope';
export * from '../runtime/dependencies/component';
export * from '../runtime/discovery/component';
export * from '../runtime/environment/component';
export * from '../runtime/identity/component';
export * from '../runtime/install-target';
export * from '../runtime/outgoing-call';
export * from '../runtime/phase';
export * from '../runtime/runtime-daemon';
export * from '../runtime/secrets/component';
export * from '../runtime/startup/component';
export * from '../runtime/telemetry/component';
export * from '../runtime/traffic/component';
export * from '../runtime/workload-intent';
