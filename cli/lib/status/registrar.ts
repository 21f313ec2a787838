import { isEnding, isReady } from './containers';
import { NAME_LABEL, RELEASE_LABEL, RUNTIME_LABEL } from '../cluster/labels';
import { Pod } from './snapshot/objects';
import { logKey, Surroundings } from './surroundings';


/** The container of a registrar's pods. */
export const REGISTRAR_CONTAINER = 'app';

/** A line of a registrar's log. */
export interface RegistrarLine {
  readonly time: string;
  readonly message?: string;
  readonly pod?: string;
  readonly state?: string;
  readonly error?: string;
}

export function isRegistrar({ metadata: { labels } }: Pod): boolean {
  return labels?.[NAME_LABEL]?.startsWith('registrar') === true && labels[RUNTIME_LABEL] !== undefined;
}

/** The registrar that looks after a pod: the one of its node and release. */
export function registrarOf({ metadata, spec }: Pod, runtimePods: readonly Pod[]): Pod | undefined {
  return runtimePods.find(pod => (
    isRegistrar(pod) && !isEnding(pod) && pod.spec?.nodeName === spec?.nodeName
    && pod.metadata.labels?.[RUNTIME_LABEL] === metadata.labels?.[RELEASE_LABEL]
  ));
}

/** What its log says, the latest first; undefined if it was not read. */
export function linesOf({ metadata: { namespace, name } }: Pod, { logs }: Surroundings): RegistrarLine[] | undefined {
  return logs.get(logKey(namespace, name, REGISTRAR_CONTAINER))?.split('\n').flatMap(parsed).reverse();
}

/** Since when it has no connection to ZooKeeper; undefined if it has one, or that is not known. */
export function disconnectedSince(registrar: Pod, lines: readonly RegistrarLine[] | undefined): string | undefined {
  if (lines === undefined) return undefined;
  const state = lines.find(({ message }) => message === 'ZooKeeper' || message === 'the session ends');
  if (state !== undefined) return state.state === 'SYNC_CONNECTED' ? undefined : state.time;
  // One that has never had a connection has nothing to say.
  const waitsForOthers = lines.some(({ message }) => message?.includes('API server') === true);
  return isReady(registrar) || waitsForOthers ? undefined : registrar.status?.startTime as string | undefined;
}

function parsed(line: string): RegistrarLine[] {
  try {
    const value = JSON.parse(line) as unknown;
    return typeof value === 'object' && value !== null && 'time' in value ? [value as RegistrarLine] : [];
  } catch {
    return [];
  }
}
