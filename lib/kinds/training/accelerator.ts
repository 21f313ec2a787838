import type { PodSpec } from 'kubernetes-types/core/v1';
import { must, Problem } from '../../validation/problem';

/** GPUs or similar devices, a number of them for each pod that trains. */
export class Accelerator {
  /** NVIDIA's GPUs. */
  public static nvidia(count: number): Accelerator {
    return new Accelerator('nvidia.com/gpu', count);
  }

  /** Any other resource that a device plugin offers, such as `amd.com/gpu`. */
  public static of(resource: string, count: number): Accelerator {
    return new Accelerator(resource, count);
  }

  private constructor(public readonly resource: string, public readonly count: number) {}
}

/** Gives the accelerator to the application. Kubernetes requires that limit and request are equal. */
export function accelerated(spec: PodSpec, application: string, { resource, count }: Accelerator): PodSpec {
  const amount = { [resource]: `${count}` };
  return {
    ...spec,
    containers: spec.containers.map(container => container.name !== application ? container : {
      ...container,
      resources: {
        requests: { ...container.resources?.requests, ...amount }, limits: { ...container.resources?.limits, ...amount },
      },
    }),
  };
}

export function acceleratorProblems({ count }: Accelerator): Problem[] {
  return [
    ...must(Number.isInteger(count) && count >= 1, {
      field: 'accelerator.count',
      value: count,
      rule: 'must be a whole number of at least 1',
      fix: 'Write 1 or more, or leave the accelerator out.',
    }),
  ];
}
