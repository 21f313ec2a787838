import { startWords } from './last-words';
import { Rule } from './rule';
import { containersOf, hasNotBegun, isEnding } from '../containers';
import { APPLICATION, CLUSTER, Finding, platform } from '../finding';
import { PATIENCE, urgencyAfter } from '../patience';
import { shellWord } from '../shell-word';
import { secondsSince } from '../time';
import { Workload } from '../workload';
import { eventTime } from '../workloads-of';

type Judgement = Pick<Finding, 'cause' | 'what' | 'whose' | 'step'>;

/** Containers that cannot be made of what the pod says. */
export const configurationFindings: Rule = (workload, { now }) =>
  workload.pods
    .filter(pod => !isEnding(pod))
    .flatMap(pod =>
      containersOf(pod).flatMap(({ name, status }): Finding[] => {
        const { reason, message = '' } = status.state?.waiting ?? {};
        if (reason !== 'CreateContainerConfigError' && reason !== 'CreateContainerError' && reason !== 'RunContainerError') {
          return [];
        }
        const since = pod.status?.startTime as string | undefined;
        const urgency = urgencyAfter(secondsSince(since, now), PATIENCE.applied);
        return [{ pods: [pod.metadata.name], container: name, since, urgency, ...configuration(name, message, workload) }];
      }),
    );

function configuration(container: string, message: string, { namespace }: Workload): Judgement {
  const [, key, kind, place] = /couldn't find key (\S+) in (ConfigMap|Secret) (\S+)/.exec(message) ?? [];
  if (key !== undefined) {
    return {
      cause: 'key-missing',
      whose: APPLICATION,
      what: `The ${kind} ${place} has no key ${key}, from which the container ${container} gets a variable.`,
      step: `Add the key, or correct the variable: kubectl get ${kind.toLowerCase()} `
        + `${shellWord(place.split('/').at(-1) ?? '')} -n `
        + `${namespace} -o yaml`,
    };
  }
  const [, absentKind, absent] = /(configmap|secret) "([^"]+)" not found/i.exec(message) ?? [];
  if (absent !== undefined) {
    return {
      cause: 'source-missing',
      whose: APPLICATION,
      what: `There is no ${absentKind === 'secret' ? 'Secret' : 'ConfigMap'} ${absent}, which the container ${container} needs.`,
      step: `Create it in ${namespace}, or correct its name.`,
    };
  }
  if (/runAsNonRoot/.test(message)) {
    return {
      cause: 'runs-as-root',
      whose: APPLICATION,
      what: `The container ${container} may not start: ${message.split(' (pod:')[0]}.`,
      step: 'Write security: { user: <number> }, or give the image a numeric user.',
    };
  }
  const start = startWords(container, message);
  if (start !== undefined) return { ...start, whose: APPLICATION };
  if (/executable file not found|no such file or directory|permission denied/.test(message)) {
    return {
      cause: 'command-missing',
      whose: APPLICATION,
      what: `The container ${container} cannot be started: ${message.split(': ').slice(-3).join(': ')}.`,
      step: 'Correct container.command: the image must have that program.',
    };
  }
  return {
    cause: 'container-refused',
    whose: APPLICATION,
    what: `The container ${container} cannot be made: ${message}`,
    step: 'Correct what it names.',
  };
}

/** Volumes that a pod waits for. Those of its certificate are told with the certificate. */
export const mountFindings: Rule = (workload, { now }) =>
  workload.pods.filter(hasNotBegun).flatMap((pod): Finding[] => {
    const events = workload.events.filter(
      each =>
        (each.reason === 'FailedMount' || each.reason === 'FailedAttachVolume')
        && each.involvedObject?.uid === pod.metadata.uid
        && secondsSince(eventTime(each), now) < 300,
    );
    // Every two minutes the kubelet only says that it waits.
    const event = events.find(({ message = '' }) => !message.startsWith('Unable to attach or mount volumes')) ?? events[0];
    if (event === undefined) return [];
    const judgement = mount(event.message ?? '', workload);
    const since = pod.status?.startTime as string | undefined;
    return judgement === undefined
      ? []
      : [
        {
          pods: [pod.metadata.name],
          since,
          urgency: urgencyAfter(secondsSince(since, now), PATIENCE.retry / 2),
          ...judgement,
        },
      ];
  });

function mount(message: string, { certificates, namespace }: Workload): Judgement | undefined {
  const [, kind, name] = /(configmap|secret) "([^"]+)" not found/i.exec(message) ?? [];
  if (name !== undefined) {
    if (certificates.some(({ spec }) => spec?.secretName === name)) return undefined;
    return {
      cause: 'source-missing',
      whose: APPLICATION,
      what: `There is no ${kind.toLowerCase() === 'secret' ? 'Secret' : 'ConfigMap'} ${name}, which is a volume of the pod.`,
      step: `Create it in ${namespace}, or correct its name.`,
    };
  }
  const [, key] = /references non-existent (?:config|secret) key: (\S+)/.exec(message) ?? [];
  if (key !== undefined) {
    return {
      cause: 'key-missing',
      whose: APPLICATION,
      what: `A volume of the pod names the key ${key}, which is not there.`,
      step: 'Add the key, or correct its name.',
    };
  }
  if (/Multi-Attach/.test(message)) {
    return {
      cause: 'volume-elsewhere',
      whose: APPLICATION,
      what: 'A volume of the pod is attached to another node, whose pod has not left it.',
      step: 'Write update: DeploymentUpdate.RECREATE if a claim is for one node; if that node is lost, remove its Node object.',
    };
  }
  if (/podcertificate|clustertrustbundle/i.test(message)) {
    return {
      cause: 'certificate-not-issued',
      whose: platform('identity'),
      what: `The pod's certificate is not there: ${message.split(': ').at(-1)}`,
      step: `kubectl get podcertificaterequests -n ${namespace}, or ask those who run the signer.`,
    };
  }
  return {
    cause: 'volume-not-mounted',
    whose: CLUSTER,
    what: `A volume of the pod is not mounted: ${message.split(': ').slice(-2).join(': ').slice(0, 300)}`,
    step: `kubectl get events -n ${namespace} --field-selector reason=FailedMount`,
  };
}
