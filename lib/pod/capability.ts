import { Capability } from 'cdk8s-plus-27';

/** As Kubernetes and containerd call it; cdk8s-plus has the kernel's name, `CAP_NET_ADMIN`. */
export function capabilityName(capability: Capability): string {
  return capability.replace(/^CAP_/, '');
}
