import { Rule } from './rule';
import { Finding, platform, Urgency } from '../finding';
import { PATIENCE, urgencyAfter } from '../patience';
import { shellWord } from '../shell-word';
import { Certificate } from '../snapshot/objects';
import { secondsSince } from '../time';
import { Workload } from '../workload';

const IDENTITY = platform('identity');

/** Certificates that are not issued, or no longer valid. */
export const certificateFindings: Rule = (workload, { now }) => workload.certificates.flatMap((certificate): Finding[] => {
  const { metadata, spec, status } = certificate;
  const ready = status?.conditions?.find(({ type }) => type === 'Ready');
  const step = `kubectl describe certificate ${metadata.name} -n ${metadata.namespace}, and ask those who run `
    + `the ${spec?.issuerRef?.kind ?? 'Issuer'} ${shellWord(spec?.issuerRef?.name ?? '')}.`;
  const why = reason(workload, certificate);
  const expired = status?.notAfter !== undefined && Date.parse(status.notAfter) < now;
  if (expired) {
    return [{
      cause: 'certificate-expired',
      urgency: Urgency.PERSON,
      since: status?.notAfter,
      whose: IDENTITY,
      step,
      what: `The certificate ${metadata.name} has expired, and is not renewed${why === undefined ? '' : `: ${why}`}.`,
    }];
  }
  if (ready?.status === 'True') return [];
  const since = ready?.lastTransitionTime ?? metadata.creationTimestamp;
  const hopeless = status?.lastFailureTime !== undefined;
  return [{
    cause: 'certificate-not-issued',
    since,
    whose: IDENTITY,
    step,
    urgency: urgencyAfter(secondsSince(since, now), hopeless ? 0 : PATIENCE.certificate / (why === undefined ? 1 : 2)),
    what: `The certificate ${metadata.name} is not issued${why === undefined ? ' yet' : `: ${why}`}.`,
  }];
});

/** What its newest request says, or the certificate itself. */
function reason({ requests }: Workload, { metadata, status }: Certificate): string | undefined {
  const own = requests.filter(request => request.metadata.ownerReferences?.some(({ name }) => name === metadata.name));
  const newest = [...own].sort((one, other) => (
    (one.metadata.creationTimestamp ?? '').localeCompare(other.metadata.creationTimestamp ?? '')
  )).at(-1);
  const conditions = newest?.status?.conditions ?? [];
  const told = conditions.find(({ type, status: is }) => (type === 'Denied' || type === 'InvalidRequest') && is === 'True')
    ?? conditions.find(({ type, status: is }) => type === 'Ready' && is === 'False');
  const issuing = status?.conditions?.find(({ type }) => type === 'Issuing');
  const said = told?.message ?? (issuing?.status === 'False' ? issuing.message : undefined);
  return said?.replace(/\.$/, '').slice(0, 400);
}
