import { Rule } from './rule';
import { containersOf, isEnding, whoseContainer } from '../containers';
import { CLUSTER, Finding, Urgency } from '../finding';
import { PATIENCE, urgencyAfter } from '../patience';
import { shellWord } from '../shell-word';
import { Pod } from '../snapshot/objects';
import { secondsSince } from '../time';
import { Workload } from '../workload';

const WAITS = new Set([
  'ErrImagePull',
  'ImagePullBackOff',
  'InvalidImageName',
  'ErrImageNeverPull',
  'RegistryUnavailable',
  'ImageInspectError',
]);

/** What registries and container runtimes say where there is no such image. */
const MISSING =
  /not found|manifest unknown|name unknown|does not exist|no such (image|manifest)|unexpected status.* 404/i;
/** And where they let nobody in. */
const REFUSED = /unauthorized|401|403|forbidden|denied|no basic auth credentials|authentication required|authorization failed/i;
/** And where they give no answer. */
const AWAY = new RegExp([
  'no such host', 'connection refused', 'i/o timeout', 'deadline exceeded', 'no route to host', 'network is unreachable', 'tls',
  'x509', '50[0-9] ', 'EOF',
].join('|'), 'i');

/** Where they have too many requests of whom they do not know. */
const LIMITED = /toomanyrequests|429 Too Many Requests|too many requests|pull rate limit/i;
/** Where there is such an image, but for other processors; the runtime says `not found` of that, too. */
const OTHER_PROCESSOR = /no match for platform in manifest/;

/** Of the connection that failed, another one with each try: `10.0.0.1:54321->`. */
const OWN_PORT = /[\d.]+:\d+->|\[[\da-f:]+\]:\d+->/g;

/** Images that cannot be fetched. */
export const imageFindings: Rule = (workload, { now }) =>
  workload.pods
    .filter(pod => !isEnding(pod))
    .flatMap(pod =>
      containersOf(pod).flatMap(({ name, spec, status }) => {
        const { reason, message = '' } = status.state?.waiting ?? {};
        if (reason === undefined || !WAITS.has(reason)) return [];
        const image = spec?.image ?? status.image;
        // Names and digests may have any word and any number.
        const said = withoutNames(wholeMessage(workload, pod, message).replace(OWN_PORT, ''), image);
        const since = pod.status?.startTime as string | undefined;
        return [
          {
            pods: [pod.metadata.name],
            container: name,
            since,
            ...judge({ reason, said, image, name, seconds: secondsSince(since, now), workload, pod }),
          },
        ];
      }),
    );

interface Pull {
  readonly reason: string;
  readonly said: string;
  readonly image: string;
  readonly name: string;
  readonly seconds: number;
  readonly workload: Workload;
  readonly pod: Pod;
}

function judge({
  reason,
  said,
  image,
  name,
  seconds,
  workload,
  pod,
}: Pull): Pick<Finding, 'cause' | 'urgency' | 'what' | 'whose' | 'step'> {
  const whose = whoseContainer(name);
  const property = whose.part === 'application' ? 'container.image' : 'the image of the component in the release';
  if (reason === 'InvalidImageName') {
    return {
      cause: 'image-name',
      urgency: Urgency.PERSON,
      whose,
      what: `The image ${image} has a name that is none.`,
      step: `Correct ${property}.`,
    };
  }
  const secrets = (pod.spec?.imagePullSecrets ?? []).map(secret => secret.name ?? '');
  const absent = missingSecrets(workload, pod);
  // Some registries say "not found" to whom they do not know.
  if (absent.length > 0 && !/manifest unknown/i.test(said)) {
    return {
      cause: 'registry-secret-missing',
      urgency: urgencyAfter(seconds, PATIENCE.applied),
      whose: { part: 'application' },
      what: `The image ${image} cannot be fetched: the namespace has no Secret ${absent.join(', ')} for its registry.`,
      step:
        `Create it, or correct imagePullSecrets: kubectl create secret docker-registry ${shellWord(absent[0])} -n `
          + `${workload.namespace} `
        + '--docker-server=... --docker-username=... --docker-password=...',
    };
  }
  if (reason === 'ErrImageNeverPull') {
    return {
      cause: 'image-missing',
      urgency: Urgency.PERSON,
      whose,
      what: `The image ${image} is not on the node, and imagePullPolicy forbids to fetch it.`,
      step: 'Leave imagePullPolicy out, or load the image into the nodes.',
    };
  }
  if (OTHER_PROCESSOR.test(said)) {
    return {
      cause: 'wrong-processor',
      urgency: Urgency.PERSON,
      whose,
      what: `The image ${image} is not for the processor of the node ${pod.spec?.nodeName}.`,
      step: 'Build the image for the nodes (docker build --platform): kubectl get nodes -L kubernetes.io/arch',
    };
  }
  if (LIMITED.test(said)) {
    return {
      cause: 'registry-limits',
      urgency: urgencyAfter(seconds, PATIENCE.retry),
      whose: CLUSTER,
      what: `The registry lets the cluster fetch no more for now, and so not the image ${image}: it has had too many requests.`,
      step: 'It is tried again. Credentials in imagePullSecrets have a limit of their own; a mirror in the cluster has none.',
    };
  }
  if (REFUSED.test(said) && !/404/.test(said)) {
    return {
      cause: 'registry-refuses',
      urgency: urgencyAfter(seconds, PATIENCE.applied),
      whose: { part: 'application' },
      what:
        `The registry does not let the cluster fetch the image ${image}`
        + `${secrets.length === 0 ? ': the pod has no imagePullSecrets' : `, with the credentials of ${secrets.join(', ')}`}.`,
      step:
        secrets.length === 0
          ? 'Name a Secret with credentials in imagePullSecrets, or correct container.image.'
          // Before Kubernetes 1.28 no event says that the Secret is not there, and nobody should read it for that.
          : `kubectl get secret ${shellWord(secrets[0])} -n ${workload.namespace} -o name tells whether it is `
            + 'there; if so, renew its credentials, or correct container.image.',
    };
  }
  if (MISSING.test(said) && !/no such host/.test(said)) {
    return {
      cause: 'image-missing',
      urgency: Urgency.PERSON,
      whose,
      what: `The image ${image} does not exist in its registry.`,
      step: `Correct ${property}, or push that tag.`,
    };
  }
  const away = AWAY.test(said);
  return {
    cause: 'registry-away',
    urgency: urgencyAfter(seconds, PATIENCE.retry),
    whose: CLUSTER,
    what: `The image ${image} cannot be fetched${away ? ': its registry cannot be reached from the nodes' : ''}. ${last(said)}`,
    step: "If the registry's name in container.image is right, ask those who run the registry and the nodes' network; it is "
      + 'tried again.',
  };
}

/** What is said of an image without what it is called: in an address its name is in parts, and may be encoded. */
function withoutNames(said: string, image: string): string {
  const [, repository = ''] = /^(?:(?:[^/]*[.:][^/]*|localhost)\/)?([^:@]*)/.exec(image) ?? [];
  const forms = [repository, encodeURIComponent(Buffer.from(repository).toString())].filter(each => each !== '').map(each => each.replace(/\W/g, '\\$&'));
  const inAddress = new RegExp(`(?<=[/:]|%2F|%3A)(?:${forms.join('|') || '\\n'})(?![\\w-])`, 'gi');
  const whole = /[:/]/.test(image) ? said.replaceAll(image, '...') : said;
  return whole.replace(inAddress, '...').replace(/(?<=\/manifests\/)[^\s":]+/g, '...')
    .replace(/\b[0-9a-f]{64}\b/g, '...');
}

/** In back-off the status says only that; the event has the reason. */
function wholeMessage({ events }: Workload, { metadata }: Pod, message: string): string {
  if (!/^Back-off/.test(message) || / ErrImagePull: /.test(message)) return message;
  const failed = events.find(
    ({ reason, message: text = '', involvedObject }) =>
      reason === 'Failed' && involvedObject?.uid === metadata.uid && /failed to pull/i.test(text),
  );
  return failed?.message ?? message;
}

function missingSecrets({ events }: Workload, { metadata }: Pod): string[] {
  const said = events.find(
    ({ reason, involvedObject }) => reason === 'FailedToRetrieveImagePullSecret' && involvedObject?.uid === metadata.uid,
  );
  const [, names = ''] = /secrets \((.*?)\)/.exec(said?.message ?? '') ?? [];
  return names.split(', ').filter(name => name !== '');
}

/** The end of a long chain of errors says most. */
function last(said: string): string {
  const parts = said.split(': ');
  return `(${parts.slice(-3).join(': ').slice(-200)})`;
}
