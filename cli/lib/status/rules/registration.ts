import { Rule } from './rule';
import { NAME_LABEL, REGISTRATION_ANNOTATION } from '../../cluster/labels';
import { conditionOf, isEnding, isReady } from '../containers';
import { APPLICATION, Finding, platform } from '../finding';
import { PATIENCE, urgencyAfter } from '../patience';
import { disconnectedSince, isRegistrar, linesOf, REGISTRAR_CONTAINER, RegistrarLine, registrarOf } from '../registrar';
import { Pod } from '../snapshot/objects';
import { Surroundings } from '../surroundings';
import { secondsSince } from '../time';

const DISCOVERY = platform('discovery');

/** Pods that want to be in ZooKeeper, and are not, and registrars that cannot reach it: their logs say so. */
export const registrationFindings: Rule = ({ pods }, around) => pods.filter(pod => !isEnding(pod)).flatMap(pod => {
  if (isRegistrar(pod) && !isReady(pod)) {
    const since = disconnectedSince(pod, linesOf(pod, around));
    if (since === undefined) return [];
    return [{ ...away(pod, since, 'It has no connection to ZooKeeper', around), container: REGISTRAR_CONTAINER }];
  }
  const registrar = wantsEntry(pod) && isReady(pod) ? registrarOf(pod, around.runtimePods) : undefined;
  return registrar === undefined ? [] : missingEntry(pod, registrar, around);
});

export const wantsEntry = ({ metadata }: Pod): boolean => metadata.annotations?.[REGISTRATION_ANNOTATION] !== undefined;

function missingEntry(pod: Pod, registrar: Pod, around: Surroundings): Finding[] {
  const name = `${pod.metadata.namespace}/${pod.metadata.name}`;
  const lines = linesOf(registrar, around);
  const own = (lines ?? []).filter(line => line.pod === name);
  const listed = own.find(({ message }) => message === 'registered' || message === 'taken over');
  const refused = own.find(({ message, error }) => (
    message === 'ZooKeeper refuses' || error?.startsWith('the annotation') === true
  ));
  if (refused !== undefined && (listed === undefined || refused.time > listed.time)) return [refusal(pod, refused, around)];
  const since = disconnectedSince(registrar, lines);
  if (since !== undefined) {
    const effect = listed === undefined ? 'so the pods are not listed there' : 'and cannot tell it when pods come and go';
    const what = `The registrar of the node has no connection to ZooKeeper, ${effect}`;
    return [{ ...away(registrar, since, what, around), pods: [pod.metadata.name] }];
  }
  return isReady(registrar) ? [] : [notReady(pod, registrar, around)];
}

function away({ metadata }: Pod, since: string, what: string, { now }: Surroundings): Finding {
  return {
    cause: 'zookeeper-away',
    since,
    urgency: urgencyAfter(secondsSince(since, now), PATIENCE.relapse / 2),
    whose: DISCOVERY,
    what: `${what}.`,
    step: `kubectl logs -n ${metadata.namespace} ${metadata.name} --tail=20; ask those who run ZooKeeper, it is tried again.`,
    pods: [metadata.name],
  };
}

function refusal(pod: Pod, { time, message, error }: RegistrarLine, { now }: Surroundings): Finding {
  const byZooKeeper = message === 'ZooKeeper refuses';
  return {
    cause: 'registration-refused',
    since: time,
    urgency: urgencyAfter(secondsSince(time, now), PATIENCE.relapse),
    whose: byZooKeeper ? DISCOVERY : APPLICATION,
    what: byZooKeeper
      ? `ZooKeeper refuses to list the pods: ${error}.`
      : `The registrar refuses to list the pods in ZooKeeper: ${error}.`,
    step: byZooKeeper
      ? 'Ask the infrastructure team: the access lists of ZooKeeper, or its credentials.'
      : 'Correct discovery, or have the infrastructure team list the path in pinterest.com/discovery-paths of the namespace.',
    pods: [pod.metadata.name],
  };
}

function notReady(pod: Pod, { metadata }: Pod, { now }: Surroundings): Finding {
  const since = conditionOf(pod, 'Ready')?.lastTransitionTime as string | undefined;
  return {
    cause: 'registrar-not-ready',
    since,
    urgency: urgencyAfter(secondsSince(since, now), PATIENCE.relapse),
    whose: DISCOVERY,
    what: 'The registrar of the node is not ready.',
    step: `pinterest status ${metadata.namespace}/${metadata.labels?.[NAME_LABEL]}`,
    pods: [pod.metadata.name],
  };
}
