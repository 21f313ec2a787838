import { Duration } from 'cdk8s';
import { ConnectionScheme, ContainerProps } from 'cdk8s-plus-27';
import type { Probe } from 'kubernetes-types/core/v1';
import { RenderedContainer } from './container-spec';
import { HealthCheck, HealthChecks } from './health-check';
import { flat, having, listOf, mapOf, oneOf, optional, Rule, shape, text } from '../validation/judge';
import { KINDS } from '../validation/kinds';
import { must, Problem } from '../validation/problem';
import { DURATION, INT32_MOST, NUMBER } from '../validation/scalars';

/* Health checks as Kubernetes writes them: cdk8s-plus has neither gRPC nor headers. */

const FIX = 'Write for example HealthCheck.http("/healthz").';

const IS_CHECK = having('_options', 'a HealthCheck', 'HealthCheck.http("/healthz")');

const CHECK = shape({
  _path: optional(flat(text(KINDS.requestTarget))),
  _command: optional(flat(listOf(text(KINDS.argument)))),
  _options: flat(shape({
    port: optional(NUMBER),
    headers: optional(mapOf(KINDS.headerName, text(KINDS.headerValue))),
    scheme: optional(oneOf(ConnectionScheme, 'ConnectionScheme')),
    service: optional(text(KINDS.grpcService)),
    ...Object.fromEntries(['initialDelay', 'period', 'timeout'].map(name => [name, optional(DURATION)])),
    ...Object.fromEntries(['failureThreshold', 'successThreshold'].map(name => [name, optional(NUMBER)])),
  }, 'Write { port }.', {})),
}, FIX);

/** A check without path or command is one of nothing, which only plain JavaScript passes. */
const COMPLETE: Rule = (value, field, problems) => {
  const found = problems.length;
  if (IS_CHECK(value, field, problems) === undefined) return undefined;
  const check = CHECK(value, field, problems) as HealthCheck | undefined;
  if (check === undefined || problems.length > found) return undefined;
  const { _type: type, _path: path, _command: command } = check;
  problems.push(
    ...must(type !== 'http' || path !== undefined, { field, rule: 'must name a path', fix: FIX }),
    ...must(type !== 'command' || (command ?? []).length > 0, {
      field, rule: 'must have a command', fix: 'Write for example HealthCheck.command(["pg_isready"]).',
    }),
  );
  return problems.length > found ? undefined : check;
};

const NAMES = ['startup', 'readiness', 'liveness'] as const;

export const HEALTH_SHAPE = shape(
  Object.fromEntries(NAMES.map(name => [name, optional(COMPLETE)])), 'Write for example { readiness: HealthCheck.grpc() }.',
);

/**
 * The container with its health checks.
 *
 * @param main the port that they ask unless they name another one
 */
export function withHealth(container: RenderedContainer, main: number | undefined, health: HealthChecks = {}): RenderedContainer {
  const probes = NAMES.flatMap((name): [string, Probe][] => {
    const check = health[name];
    return check ? [[`${name}Probe`, probeOf(check, main)]] : [];
  });
  return probes.length > 0 ? { ...container, spec: { ...container.spec, ...Object.fromEntries(probes) } } : container;
}

/** What is wrong with the health checks of a container. */
export function healthProblems(main: number | undefined, health: HealthChecks): Problem[] {
  return NAMES.flatMap(name => health[name] ? checkProblems(`health.${name}`, health[name], main) : []);
}

/** A container as it is given, before a kind adds probes of its own. */
export interface Probed {
  readonly health?: HealthChecks;
  readonly container: ContainerProps;
}

/** One check is said in one way. */
export function twiceChecked({ health = {}, container }: Probed): Problem[] {
  return NAMES.flatMap(name => must(!health[name] || !container[name], {
    field: `health.${name}`, rule: `is also in container.${name}`, fix: 'Keep one of the two.',
  }));
}

function probeOf({ _type: type, _options: options, _path: path, _command: command }: HealthCheck, main = 0): Probe {
  // Where there is none, that is refused.
  const port = options.port ?? main;
  const { headers = {}, scheme = ConnectionScheme.HTTP, service = '' } = options;
  const httpHeaders = Object.entries(headers).map(([name, value]) => ({ name, value }));
  const actions = {
    http: { httpGet: { path, port, scheme, ...(httpHeaders.length > 0 && { httpHeaders }) } },
    grpc: { grpc: { port, service } },
    tcp: { tcpSocket: { port } },
    command: { exec: { command } },
  };
  return { ...actions[type], ...timingOf(options) };
}

function timingOf({ initialDelay, period, timeout, failureThreshold, successThreshold }: HealthCheck['_options']): Probe {
  return {
    failureThreshold: failureThreshold ?? 3,
    // The API server keeps no delay of 0.
    ...(initialDelay && secondsOf(initialDelay) > 0 && { initialDelaySeconds: secondsOf(initialDelay) }),
    ...(period && { periodSeconds: secondsOf(period) }),
    ...(successThreshold !== undefined && { successThreshold }),
    ...(timeout && { timeoutSeconds: secondsOf(timeout) }),
  };
}

function secondsOf(duration: Duration): number {
  return duration.toSeconds({ integral: false });
}

function checkProblems(field: string, { _type: type, _options: options }: HealthCheck, main: number | undefined): Problem[] {
  const between = (name: string, value: number | undefined, least: number, most: number, unit = '') => must(
    value === undefined || (Number.isInteger(value) && value >= least && value <= most),
    { field: `${field}.${name}`, value, rule: `must be from ${least} to ${most}${unit}`, fix: 'Write a number between them.' },
  );
  const seconds = (name: 'initialDelay' | 'period' | 'timeout', least: number) => (
    between(name, options[name] && secondsOf(options[name]), least, INT32_MOST, ' seconds')
  );
  const isReadiness = field.endsWith('readiness');
  return [
    ...must(type === 'command' || (options.port ?? main) !== undefined, {
      field: `${field}.port`, rule: 'must be given: the container has no port to ask', fix: 'Write { port: 8080 }.',
    }),
    ...seconds('initialDelay', 0),
    ...seconds('period', 1),
    ...seconds('timeout', 1),
    ...between('failureThreshold', options.failureThreshold, 1, INT32_MOST),
    ...(isReadiness ? between('successThreshold', options.successThreshold, 1, INT32_MOST) : must(
      (options.successThreshold ?? 1) === 1,
      {
        field: `${field}.successThreshold`,
        value: options.successThreshold,
        rule: 'must be 1: only readiness may need more',
        fix: 'Leave it out.',
      },
    )),
  ];
}
