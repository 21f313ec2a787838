import { Caller } from 'cdk8s-pinterest';

/** Who calls whom. A callee lets in these callers alone, and a caller is told the addresses of its callees. */
const CALLS: { [caller: string]: string[] } = {
  load: ['frontend'],
  frontend: ['ads', 'cart', 'catalog', 'checkout', 'currency', 'recommendation', 'shipping'],
  checkout: ['cart', 'catalog', 'currency', 'email', 'payment', 'shipping'],
  recommendation: ['catalog'],
  cart: ['carts'],
};

/** On which ports they listen; all others do on that of gRPC. */
export const PORTS = { grpc: 9090, frontend: 8080, carts: 6379 };

export function callersOf(callee: string): Caller[] {
  return Object.keys(CALLS).filter(caller => CALLS[caller].includes(callee)).map(caller => Caller.workload(caller));
}

/** Variables such as `CATALOG_ADDRESS`; the address is the same on clusters with and without certificates. */
export function addressesOf(caller: string): { [variable: string]: string } {
  const portOf = (callee: string) => (PORTS as { [callee: string]: number })[callee] ?? PORTS.grpc;
  return Object.fromEntries((CALLS[caller] ?? []).map(callee => [
    `${callee.toUpperCase()}_ADDRESS`, `${callee}.{{namespace}}.svc:${portOf(callee)}`,
  ]));
}
