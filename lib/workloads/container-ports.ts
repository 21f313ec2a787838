import { ContainerProps, Probe } from 'cdk8s-plus-27';
import { must, Problem } from '../validation/problem';

export interface ContainerPort {
  readonly name?: string;
  readonly number: number;
  readonly field: string;
}

/** The ports of a container, as the user wrote them. */
export function containerPorts(props: ContainerProps): ContainerPort[] {
  const main = props.portNumber ?? props.port;
  return [
    ...(main === undefined ? [] : [{ number: main, field: 'container.portNumber' }]),
    ...(props.ports ?? []).map((port, n) => ({ number: port.number, name: port.name, field: `container.ports[${n}]` })),
  ];
}

/** Checked before anything is built, since cdk8s-plus would throw at the first problem. */
export function portProblems(props: ContainerProps): Problem[] {
  const seen = new Map<string, string>();
  const invalid = containerPorts(props).flatMap(({ field, number }) => portNumberProblems(field, number));
  if (invalid.length > 0) return invalid;
  return containerPorts(props).flatMap(port => [
    `number ${port.number}`, ...(port.name ? [`name ${port.name}`] : []),
  ].flatMap(key => {
    const first = seen.get(key);
    seen.set(key, first ?? port.field);
    return must(first === undefined, {
      field: port.field, value: key, rule: `is already used by ${first}`, fix: 'Give each port a number and a name of its own.',
    });
  }));
}

export function portNumberProblems(field: string, number: number): Problem[] {
  return must(Number.isInteger(number) && number >= 1 && number <= 65535, {
    field, value: number, rule: 'must be a port number', fix: 'Write 1 to 65535.',
  });
}

/** The default readiness probe. Without any, a pod would get requests before it listens. */
export function acceptsConnections(container: ContainerProps): Probe | undefined {
  const ports = containerPorts(container);
  const port = (ports.find(each => each.name !== 'metrics') ?? ports[0])?.number;
  return port === undefined ? undefined : Probe.fromTcpSocket({ port });
}
