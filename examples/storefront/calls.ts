import { Call, Caller } from 'cdk8s-pinterest';

/** The workloads of the shop. */
export type Name = 'ads' | 'cart' | 'catalog' | 'checkout' | 'currency' | 'email' | 'frontend' | 'load' | 'payment'
  | 'recommendation' | 'redis' | 'shipping';

/** Who calls whom. A callee lets in these callers alone, and a caller finds the addresses of its callees. */
const CALLS: { [caller in Name]?: Name[] } = {
  load: ['frontend'],
  frontend: ['ads', 'cart', 'catalog', 'checkout', 'currency', 'recommendation', 'shipping'],
  checkout: ['cart', 'catalog', 'currency', 'email', 'payment', 'shipping'],
  recommendation: ['catalog'],
  cart: ['redis'],
};

/** Where they listen, if not at the port of gRPC. */
const OTHER_PORTS: { [callee in Name]?: number } = { frontend: 8080, redis: 6379 };

export function portOf(name: Name): number {
  return OTHER_PORTS[name] ?? 9090;
}

export function callersOf(callee: Name): Caller[] {
  return Object.entries(CALLS).filter(([, callees]) => callees.includes(callee)).map(([caller]) => Caller.workload(caller));
}

/** What a caller finds in its variables: `CATALOG_ADDRESS` and the like, and `FRONTEND_URL`. */
export function callsOf(caller: Name): Call[] {
  return (CALLS[caller] ?? []).map(callee => {
    if (callee === 'frontend') return Call.http(callee, { port: portOf(callee) });
    return callee === 'redis' ? Call.tcp(callee, portOf(callee)) : Call.grpc(callee, portOf(callee));
  });
}
