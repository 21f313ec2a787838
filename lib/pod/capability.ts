import { Capability } from 'cdk8s-plus-27';

/** The name in Kubernetes and containerd; cdk8s-plus has the kernel's name, such as `CAP_NET_ADMIN`. */
export function capabilityName(capability: Capability): string {
  // In plain JavaScript it may be anything, which is refused later.
  return typeof capability === 'string' ? capability.replace(/^CAP_/, '') : capability;
}
