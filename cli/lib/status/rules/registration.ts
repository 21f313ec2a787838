import { Rule } from './rule';
import { isEnding, isReady } from '../containers';
import { APPLICATION, Finding, platform } from '../finding';
import { PATIENCE, urgencyAfter } from '../patience';
import { Pod } from '../snapshot/objects';
import { logKey, Surroundings } from '../surroundings';
import { secondsSince } from '../time';

const ANNOTATION = 'pinterest.com/discovery';
const RELEASE = 'pinterest.com/release';
const RUNTIME = 'pinterest.com/runtime';

/** The container of a registrar's pods. */
export const REGISTRAR_CONTAINER = 'app';

/** Pods that want to be in ZooKeeper, and are not: the registrar of their node says so in its log. */
export const registrationFindings: Rule = ({ pods, namespace, name }, around) =>
  pods
    .filter(pod => wantsEntry(pod) && isReady(pod) && !isEnding(pod))
    .flatMap((pod): Finding[] => {
      const registrar = registrarOf(pod, around.runtimePods);
      const since = pod.status?.conditions?.find(({ type }) => type === 'Ready')?.lastTransitionTime as string | undefined;
      const common = {
        pods: [pod.metadata.name],
        since,
        urgency: urgencyAfter(secondsSince(since, around.now), PATIENCE.relapse),
        whose: platform('discovery'),
      };
      if (registrar === undefined) return [];
      const { metadata } = registrar;
      const log = around.logs.get(logKey(metadata.namespace, metadata.name, REGISTRAR_CONTAINER));
      // The latest first.
      const lines = (log ?? '').split('\n').flatMap(parsed).reverse();
      const refused = lines.find(
        ({ pod: of, error }) => of === `${namespace}/${pod.metadata.name}` && error?.startsWith('the annotation') === true,
      );
      if (refused !== undefined) {
        return [
          {
            ...common,
            cause: 'registration-refused',
            whose: APPLICATION,
            what: `The registrar refuses to list the pods in ZooKeeper: ${refused.error}.`,
            step: 'Correct discovery, or have the infrastructure team list the path in pinterest.com/discovery-paths of the '
              + 'namespace.',
          },
        ];
      }
      const denied = lines.find(
        ({ message, pod: of }) => message === 'ZooKeeper refuses' && of === `${namespace}/${pod.metadata.name}`,
      );
      const listed = lines.find(
        ({ message, pod: of }) =>
          of === `${namespace}/${pod.metadata.name}` && (message === 'registered' || message === 'taken over'),
      );
      if (denied !== undefined && (listed === undefined || denied.time > listed.time)) {
        return [
          {
            ...common,
            cause: 'registration-refused',
            what: `ZooKeeper refuses to list the pods: ${denied.error}.`,
            step: 'Ask the infrastructure team: the access lists of ZooKeeper, or its credentials.',
          },
        ];
      }
      const state = lines.find(({ message }) => message === 'ZooKeeper' || message === 'the session ends');
      // One that has never had a connection has nothing to say.
      const never =
        log !== undefined
        && state === undefined
        && !isReady(registrar)
        && !lines.some(({ message }) => message?.includes('API server') === true);
      if (never || (state !== undefined && state.state !== 'SYNC_CONNECTED')) {
        const effect = listed === undefined ? 'so the pods are not listed there' : 'and cannot tell it when pods come and go';
        const begun = state?.time ?? (registrar.status?.startTime as string | undefined);
        return [
          {
            ...common,
            cause: 'zookeeper-away',
            since: begun,
            urgency: urgencyAfter(secondsSince(begun, around.now), PATIENCE.relapse / 2),
            what: `The registrar of the node has no connection to ZooKeeper, ${effect}.`,
            step: `kubectl logs -n ${metadata.namespace} ${metadata.name} --tail=20; ask those who run ZooKeeper, it is `
              + 'tried again.',
          },
        ];
      }
      if (!isReady(registrar)) {
        return [
          {
            ...common,
            cause: 'registrar-not-ready',
            what: 'The registrar of the node is not ready.',
            step: `pinterest status ${metadata.namespace}/${registrar.metadata.labels?.['app.kubernetes.io/name'] ?? name}`,
          },
        ];
      }
      return [];
    });

export const wantsEntry = ({ metadata }: Pod): boolean => metadata.annotations?.[ANNOTATION] !== undefined;

/** The registrar that looks after a pod: the one of its node and release. */
export function registrarOf({ metadata, spec }: Pod, runtimePods: Surroundings['runtimePods']): Pod | undefined {
  return runtimePods.find(
    pod =>
      pod.spec?.nodeName === spec?.nodeName
      && !isEnding(pod)
      && pod.metadata.labels?.['app.kubernetes.io/name']?.startsWith('registrar') === true
      && pod.metadata.labels[RUNTIME] === metadata.labels?.[RELEASE],
  );
}

interface Line {
  readonly time: string;
  readonly message?: string;
  readonly pod?: string;
  readonly state?: string;
  readonly error?: string;
}

function parsed(line: string): Line[] {
  try {
    const value = JSON.parse(line) as unknown;
    return typeof value === 'object' && value !== null && 'time' in value ? [value as Line] : [];
  } catch {
    return [];
  }
}
