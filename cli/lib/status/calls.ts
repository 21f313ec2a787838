import { Pod } from './snapshot/objects';

/** A call of a workload, as its proxy is configured. */
export interface OutgoingCall {
  /** By which the proxy's log names it: `api.16000`. */
  readonly name: string;
  readonly host: string;
  readonly port: number;
}

/** What a proxy's configuration says of calls: in each, one section looks the callee up. */
export function callsIn(configuration: string): OutgoingCall[] {
  return configuration.split(/^(?=\S)/m).flatMap(section => {
    const [, name] = /^listen (?:out|call)\.(\S+)/.exec(section) ?? [];
    const [, host] = /do-resolve\([^)]*\) str\("?([^")]+)"?\)/.exec(section) ?? [];
    const [, port] = /set-dst-port int\((\d+)\)/.exec(section) ?? [];
    return name === undefined || host === undefined || port === undefined ? [] : [{ name, host, port: Number(port) }];
  });
}

/** The workload of this cluster that a host belongs to: `api.shop.svc.cluster.local`. */
export function calleeOf(host: string): { readonly namespace: string; readonly name: string } | undefined {
  const [, name, namespace] = /^([^.]+)\.([^.]+)\.svc(\.|$)/.exec(host) ?? [];
  return name === undefined ? undefined : { namespace, name };
}

/** The ConfigMaps of a pod in which its proxy's configuration may be. */
export function proxyConfigsOf({ spec }: Pod): string[] {
  return (spec?.volumes ?? [])
    .filter(({ name }) => name === 'proxy-config')
    .flatMap(({ configMap, projected }) => [
      ...(configMap?.name === undefined ? [] : [configMap.name]),
      ...(projected?.sources ?? []).flatMap(source => source.configMap?.name ?? []),
    ]);
}

export const isProxied = ({ status }: Pod): boolean =>
  [...(status?.initContainerStatuses ?? []), ...(status?.containerStatuses ?? [])].some(
    ({ name, state }) => name === 'proxy' && state?.running !== undefined,
  );
