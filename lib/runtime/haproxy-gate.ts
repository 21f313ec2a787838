import { ContainerResources, EnvFieldPaths, EnvValue, Probe } from 'cdk8s-plus-27';
import { bind, section } from '../languages/haproxy-section';
import { SidecarOptions } from '../pod/container-options';

/*
 * Daemons whose own program has no limit for a client: HAProxy stands before it, and gives each address its share. What such
 * gates have in common.
 */

/** What differs between the configurations of gates. */
export interface Gate {
  /** Connections of all kinds together. */
  readonly connections: number;
  /** Further lines of the global section. */
  readonly global?: string[];
  /** Further lines of the defaults: times, and when to try again. */
  readonly defaults: string[];
  /** Sections between the defaults and those for the kubelet. */
  readonly sections: string[];
  /** The port that only the kubelet calls. */
  readonly healthPort: number;
  /** What the kubelet is told there. */
  readonly healthAnswers: string[];
}

/** The connections that the kubelet's port takes. */
export const HEALTH_CONNECTIONS = 200;

export function gateConfig({ connections, global = [], defaults, sections, healthPort, healthAnswers }: Gate): string {
  return [
    section('global', ['log stdout format raw local0', `maxconn ${connections}`, 'nbthread 1', ...global]),
    section('defaults', [
      'mode http',
      'log global',
      // A pod must not fill the node's disk with log lines.
      'option dontlognull',
      'option dontlog-normal',
      'timeout connect 2s',
      'timeout http-request 5s',
      ...defaults,
    ]),
    section('backend addresses', ['stick-table type ipv6 size 16k expire 10s store conn_cur']),
    ...sections,
    section('backend probes', ['stick-table type ipv6 size 1k expire 10s store conn_cur']),
    section('frontend health', [
      'no log',
      // Places of its own, so that nobody keeps the kubelet from its answer.
      `maxconn ${HEALTH_CONNECTIONS}`,
      'timeout client 2s',
      'timeout http-request 2s',
      'option httpclose',
      ...bind(healthPort),
      'tcp-request connection track-sc0 src table probes',
      'tcp-request connection reject if { sc_conn_cur(0) gt 10 }',
      ...healthAnswers,
    ]),
  ].join('\n');
}

/** How many connections pods have to a port. */
export interface Connections {
  readonly ofAll: number;
  readonly ofAPod: number;
}

/** A port that pods call. */
export function podsFrontend(name: string, port: number, { ofAll, ofAPod }: Connections, rules: string[]): string {
  return section(`frontend ${name}`, [
    'no log',
    `maxconn ${ofAll}`,
    ...bind(port),
    'tcp-request connection track-sc0 src table addresses',
    `tcp-request connection reject if { sc_conn_cur(0) gt ${ofAPod} }`,
    ...rules,
  ]);
}

/** The container of a gate, whose configuration is the daemon's. */
export function gateSidecar(
  image: string, folder: string, probes: { readiness?: Probe; liveness: Probe }, resources: ContainerResources,
): SidecarOptions {
  return {
    container: {
      image,
      command: ['haproxy', '-W', '-db', '-f', `${folder}/haproxy.cfg`],
      envVariables: { POD_IPS: EnvValue.fromFieldRef(EnvFieldPaths.POD_IPS) },
      ...probes,
      resources,
    },
    mounts: [{ volume: 'config', path: folder }],
  };
}
