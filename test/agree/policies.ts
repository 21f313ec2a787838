/** A difference on purpose: what is refused that the other takes, and why that is right. */
export interface Policy {
  /** The refusals that are of this policy. */
  readonly refusal: RegExp;
  readonly reason: string;
}

/** What the program refuses, and the server takes. */
export const PROGRAM_REFUSES: Policy[] = [
  {
    refusal: /cannot unmarshal number .* of type u?int\d+/,
    reason: 'Server-side apply silently makes another number of one that is too large; clients that create get an error.',
  },
  {
    refusal: /a next line \(U\+0085\) is not allowed/,
    reason: 'Server-side apply silently makes it a space, so that a file would have other bytes than were written.',
  },
  {
    refusal: /^metadata\.name: .*(half of a character|control characters)/,
    reason: 'Such a name is in no URL, so that it cannot be applied; what is created instead has another name.',
  },
  {
    refusal: /etcdserver: request is too large/,
    reason: 'etcd refuses it, which a dry run does not ask.',
  },
  {
    refusal: /metadata\.name was not generated/,
    reason: 'Apply needs a name: a generated one would be of another object each time.',
  },
];

/** What the server refuses, and the program takes: what no program without the cluster can know. */
export const CLUSTER_REFUSES: Policy[] = [
  {
    refusal: /^spec\.clusterIPs: .*(failed to allocate IP|provided IP is already allocated)/,
    reason: 'The range of addresses of Services is the cluster\'s, and so are those that are taken.',
  },
  {
    refusal: /^spec\.ports\[\d+\]\.nodePort: .*(provided port is already allocated|provided port is not in the valid range)/,
    reason: 'The range of node ports is the cluster\'s, and so are those that are taken.',
  },
  {
    refusal: /not configured on this cluster|not configured for dual-stack/,
    reason: 'The families of addresses are the cluster\'s.',
  },
  {
    refusal: /namespaces "[^"]*" not found|serviceaccount "[^"]*" not found/,
    reason: 'What is there already is the cluster\'s: a namespace, the service account of a pod.',
  },
];

/** The policy by which each of these refusals is one. */
export function policyOf(refusals: string[], policies: Policy[]): Policy | undefined {
  return policies.find(({ refusal }) => refusals.every(each => refusal.test(each)));
}
