/** The proxy of services, the gate of caches and collectors; also where a component needs a shell that its own image lacks. */
export const HAPROXY = 'docker.io/library/haproxy:3.0';
