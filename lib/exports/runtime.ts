/* What somebody needs who writes a component of the runtime, and the components that there are. */
export * from '../runtime/component';
export * from '../runtime/component-scope';
export * from '../runtime/dependencies/component';
export * from '../runtime/discovery/component';
export * from '../runtime/environment/component';
export { IdentityComponent } from '../runtime/identity/component';
export { InstallTarget } from '../runtime/install-target';
export { Phase } from '../runtime/phase';
export * from '../runtime/runtime-daemon';
export * from '../runtime/secrets/component';
export { StartupComponent } from '../runtime/startup/component';
export * from '../runtime/telemetry/component';
export * from '../runtime/traffic/component';
export * from '../runtime/workload-intent';
export type { Problem } from '../validation/problem';
