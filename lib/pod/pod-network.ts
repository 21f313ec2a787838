import { DnsPolicy } from 'cdk8s-plus-27';
import type { PodSpec } from 'kubernetes-types/core/v1';
import { eachOf, emptyOr, mapOf, oneOf, optional, shape, text } from '../validation/judge';
import { KINDS } from '../validation/kinds';
import { must, Problem } from '../validation/problem';
import { repeated } from '../validation/repeated';

/** How a pod asks for names. */
export interface DnsOptions {
  /**
   * Whether it asks the cluster's DNS, the node's, or only `nameservers`.
   *
   * @default DnsPolicy.CLUSTER_FIRST
   */
  readonly policy?: DnsPolicy;

  /**
   * Addresses of more DNS servers, at most 3.
   *
   * @default - none
   */
  readonly nameservers?: string[];

  /**
   * More domains in which short names are looked for, at most 32.
   *
   * @default - none
   */
  readonly searches?: string[];

  /**
   * Options of the resolver, by name; one without value has an empty text: `{ ndots: '2', edns0: '' }`.
   *
   * @default - ndots is 5
   */
  readonly options?: { [name: string]: string };
}

/** Names that a pod knows without DNS: a line of its `/etc/hosts`. */
export interface HostAlias {
  /** The address. */
  readonly ip: string;

  /** What it is called. */
  readonly hostnames: string[];
}

const ADDRESS = text(KINDS.address);
const HOST = text(KINDS.objectName, { fix: 'Write for example "db.example.com".' });

export const DNS_SHAPE = shape({
  policy: optional(oneOf(DnsPolicy, 'DnsPolicy')),
  nameservers: optional(eachOf(ADDRESS)),
  searches: optional(eachOf(text(KINDS.objectName, { fix: 'Write for example "example.com".' }))),
  options: optional(mapOf(KINDS.word, emptyOr(text(KINDS.word, { fix: 'Write for example "2".' })))),
}, 'Write for example { options: { ndots: "2" } }.');

export const HOST_ALIAS_SHAPE = shape({ ip: ADDRESS, hostnames: eachOf(HOST) }, 'Write { ip, hostnames }.');

export function dnsFields({ policy, nameservers = [], searches = [], options = {} }: DnsOptions): Partial<PodSpec> {
  const dnsConfig = {
    ...(nameservers.length > 0 && { nameservers }),
    ...(searches.length > 0 && { searches }),
    ...(Object.keys(options).length > 0 && {
      options: Object.entries(options).map(([name, value]) => ({ name, ...(value !== '' && { value }) })),
    }),
  };
  return { ...(policy && { dnsPolicy: policy }), ...(Object.keys(dnsConfig).length > 0 && { dnsConfig }) };
}

/** As the API server counts. */
const MOST_NAMESERVERS = 3;
const MOST_SEARCHES = 32;

export function dnsProblems({ policy, nameservers = [], searches = [] }: DnsOptions): Problem[] {
  return [
    ...must(policy !== DnsPolicy.NONE || nameservers.length > 0, {
      field: 'dns.nameservers', rule: 'must be there with DnsPolicy.NONE', fix: 'Write the address of a DNS server.',
    }),
    ...must(nameservers.length <= MOST_NAMESERVERS, {
      field: 'dns.nameservers', value: nameservers.length, rule: `must be at most ${MOST_NAMESERVERS}`, fix: 'Write fewer.',
    }),
    ...must(searches.length <= MOST_SEARCHES, {
      field: 'dns.searches', value: searches.length, rule: `must be at most ${MOST_SEARCHES}`, fix: 'Write fewer.',
    }),
  ];
}

export function hostAliasProblems(aliases: HostAlias[]): Problem[] {
  return [
    ...repeated(aliases.map(({ ip }) => ip)).map(value => ({
      field: 'hostAliases.ip', value, rule: 'is listed twice', fix: 'Write all its names in one list.',
    })),
    ...aliases.filter(({ hostnames }) => hostnames.length === 0).map(({ ip }) => ({
      field: 'hostAliases.hostnames', value: ip, rule: 'has no name', fix: 'Write a name, or leave the address out.',
    })),
  ];
}
