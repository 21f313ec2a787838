import { IConstruct } from 'constructs';
import { Claims } from './claims';
import { ServedWorkloadProps } from './service-options';
import { WorkloadBase } from './workload-base';
import { Transport } from '../ports/transport';
import { Problem } from '../validation/problem';
import { keyed } from '../validation/words';

/** Who has claimed a number on the nodes of a cluster. */
const CLAIMS = new Claims();

interface Claim {
  readonly key: string;
  readonly field: string;
  readonly number: number;
}

/** Remembers the numbers on nodes that a workload claims. */
export function claimNodePorts(scope: IConstruct, workload: WorkloadBase, props: ServedWorkloadProps): void {
  for (const { key } of claimed(workload, props)) CLAIMS.add(key, scope);
}

/** A number is that of one Service of the cluster: the API server refuses the second. Call it once the tree is whole. */
export function nodePortCollisions(scope: IConstruct, workload: WorkloadBase, props: ServedWorkloadProps): Problem[] {
  const own = new Map<string, string>();
  return claimed(workload, props).flatMap(({ key, field, number }) => {
    const first = own.get(key);
    own.set(key, first ?? field);
    const [other] = CLAIMS.of(key, scope).filter(each => each !== scope);
    const holder = first ?? other?.node.path;
    return holder === undefined ? [] : [{
      field, value: number, rule: `is also the number of ${holder} on the nodes`, fix: 'Choose another one, or leave it out.',
    }];
  });
}

/** The numbers that API servers give, unless they are told otherwise. */
const [FIRST, LAST] = [30000, 32767];

export function unusualNodePorts(workload: WorkloadBase, props: ServedWorkloadProps): Problem[] {
  return claimed(workload, props).filter(({ number }) => number < FIRST || number > LAST).map(({ field, number }) => ({
    field,
    value: number,
    rule: `is outside of ${FIRST} to ${LAST}, and refused by an API server without a --service-node-port-range of its own`,
    fix: 'Write a number of that range, or leave it out.',
  }));
}

function claimed({ ports, intent: { cluster } }: WorkloadBase, { service, moreServices = [] }: ServedWorkloadProps): Claim[] {
  const all = [{ shape: service, field: 'service' }, ...moreServices.map((shape, n) => ({ shape, field: `moreServices[${n}]` }))];
  return all.flatMap(({ shape, field }) => Object.entries(shape?.type?._options.ports ?? {}).map(([name, number]) => {
    const { transport = Transport.TCP } = ports.find(({ port }) => port.name === name)?.port ?? {};
    return { key: `${cluster.name} ${number} ${transport}`, field: keyed(`${field}.type.ports`, name), number };
  }));
}
