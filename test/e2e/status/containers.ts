import { Duration, Size } from 'cdk8s';
import { Scaling } from 'cdk8s-pinterest';
import { Cpu, ImagePullPolicy, Probe } from 'cdk8s-plus-27';

const SMALL = { cpu: { request: Cpu.millis(5) }, memory: { request: Size.mebibytes(16) } };

/** A container that runs a shell script. */
export function shell(script: string) {
  return {
    image: 'busybox',
    imagePullPolicy: ImagePullPolicy.IF_NOT_PRESENT,
    command: ['sh', '-c', script],
    securityContext: { user: 10002 },
    resources: SMALL,
  };
}

export const SLEEP = 'trap exit TERM; while :; do sleep 1 & wait $!; done';

/** A container that serves. */
export function serving(ready = '/healthz', portNumber = 8080) {
  return {
    image: 'registry.example.com/pinboard:1.0.0',
    portNumber,
    readiness: Probe.fromHttpGet(ready, { periodSeconds: Duration.seconds(2) }),
    resources: SMALL,
  };
}

/** A container with a program for Node.js. */
export function program(script: string) {
  return { image: 'registry.example.com/pinboard:1.0.0', command: ['node', '-e', script], resources: SMALL };
}

/** One pod that ends at once. */
export const ONE = { scaling: Scaling.fixed(1), drain: Duration.seconds(0), stop: Duration.seconds(1) };
