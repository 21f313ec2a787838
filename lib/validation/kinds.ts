import { isIP } from 'node:net';
import { unwritable } from './character';
import { CIDR } from './cidr';
import { DAY } from './day';
import {
  CONTAINER_VARIABLE_NAME, DNS_LABEL, DNS_LABEL_RULE, DNS_SUBDOMAIN, EXTENDED_RESOURCE, FIELD_OF_FILE, FIELD_OF_VARIABLE,
  FILE_NAME, HEADER_NAME, HOST_AND_PORT, HOST_NAME, HTTPS_ADDRESS, IMAGE, IMAGE_REGISTRY, LABEL_KEY, LABEL_VALUE, PORT_NAME,
  SIGNER_NAME, SPIFFE_ID, TRUST_DOMAIN, VARIABLE_NAME, WORD, WORD_PATH,
} from './patterns';
import { climbs } from './relative-path';
import { matching, TextKind } from './text-kind';
import { isTimeZone } from './time-zone';
import { LONGEST_ARGUMENT } from './variable-size';

/** All kinds of strings that have a rule of their own. */
export const KINDS = {
  /** Names of namespaces, containers and volumes. */
  label: matching(DNS_LABEL, DNS_LABEL_RULE, 'api'),
  /** Names of most objects. */
  objectName: matching(DNS_SUBDOMAIN, 'must be lower-case letters, digits, "-" and "."', 'public'),
  /** Names of objects that are also the value of a label: service accounts as callers, queues. */
  labelledName: {
    rule: 'must be at most 63 lower-case letters, digits, "-" and "."',
    example: 'boards',
    holds: text => text.length <= 63 && DNS_SUBDOMAIN.test(text),
  },
  /** Names of Services, as Kubernetes 1.27 takes them: without a digit at the start. */
  serviceName: matching(
    /^[a-z]([-a-z0-9]{0,61}[a-z0-9])?$/, 'must be at most 63 lower-case letters, digits and "-", starting with a letter', 'api',
  ),
  labelKey: matching(
    LABEL_KEY,
    'must be a name of at most 63 letters, digits, "-", "_" and ".", optionally after a DNS name and "/"',
    'node.example.com/pool',
  ),
  labelValue: matching(LABEL_VALUE, 'must be a label value: at most 63 letters, digits, "-", "_" and "."', 'boards'),
  host: {
    rule: 'must be a host name in lower case',
    example: 'api.example.com',
    // The API server takes no address.
    holds: text => HOST_NAME.test(text) && !/^\d+(\.\d+){3}$/.test(text),
  },
  /**
   * The host of a service that is called: no address, however short it is written (`0`, `127.1`), and the whole name, since the
   * proxy asks a name server for it as it is written, and completes neither `vault` nor `api.shop.svc`.
   */
  calledHost: {
    rule: 'must be a whole host name in lower case, no address',
    example: 'payments.example.com',
    holds: text => HOST_NAME.test(text) && !/^\*|^[^.]*$|(^|\.)(\d+|0x[0-9a-f]*|svc)$/.test(text),
  },
  hostAndPort: matching(HOST_AND_PORT, 'must be a host and a port', 'zookeeper.example.com:2181'),
  /** A range of addresses. */
  cidr: CIDR,
  image: matching(
    IMAGE, 'must name an image: a registry, a repository in lower case, and a tag or digest', 'registry.example.com/api:1.0.0',
  ),
  imageRegistry: matching(
    IMAGE_REGISTRY, 'must be a registry, and a folder in it, without scheme', 'registry.example.com/platform',
  ),
  portName: matching(PORT_NAME, 'must be at most 15 lower-case letters, digits and "-"', 'grpc'),
  fileName: matching(FILE_NAME, 'must be a file name: letters, digits, "-", "_" and "."', 'app.yaml'),
  /** Names of variables that a shell reads, too. */
  shellVariable: matching(
    VARIABLE_NAME, 'must be a variable\'s name: letters, digits and "_", not starting with a digit', 'LOG_LEVEL',
  ),
  variable: matching(
    CONTAINER_VARIABLE_NAME,
    'must be a variable\'s name: letters, digits, "_", "-" and ".", not starting with a digit',
    'LOG_LEVEL',
  ),
  variableValue: { rule: 'must be text without NUL, of at most 131071 bytes', example: 'value', prose: true, holds: canStart },
  /** A word of a command. */
  argument: { rule: 'must be text without NUL, of at most 131071 bytes', example: '--verbose', prose: true, holds: canStart },
  /** What an HTTP request asks for, as the kubelet takes it: a path, and maybe a query. */
  requestTarget: matching(/^[!-~]{1,2000}$/, 'must be a path of a URL, without blanks', '/healthz'),
  /** What a variable may show of its pod. */
  fieldPath: matching(
    FIELD_OF_VARIABLE,
    'must be a field of the pod that a variable may show: its name, namespace, uid, node, service account or addresses, or one '
    + 'of its labels or annotations',
    'metadata.name',
  ),
  /** What a file of a volume may show of its pod. */
  fileFieldPath: matching(
    FIELD_OF_FILE,
    'must be a field of the pod that a file may show: its name, namespace, uid, labels or annotations, or one of these',
    'metadata.labels',
  ),
  /** What a variable may show of a container's resources. */
  resourceField: matching(/^(limits|requests)\.[a-z][-A-Za-z0-9./]{0,300}$/, 'must be a request or a limit', 'limits.memory'),
  /** A capability of Linux, as the kernel or as Kubernetes names it. */
  capability: matching(/^[A-Z][A-Z_]{1,60}$/, 'must be the name of a capability', 'NET_BIND_SERVICE'),
  trustDomain: matching(
    TRUST_DOMAIN, 'must be lower-case letters, digits, "-", "_" and ".", without a scheme', 'example.com',
  ),
  spiffeId: {
    rule: 'must be a SPIFFE id: a trust domain in lower case, and a path of letters, digits, "-", "_" and "."',
    example: 'spiffe://example.com/ns/shop/sa/api',
    holds: text => SPIFFE_ID.test(text) && text.length <= 2048 && !climbs(text),
  },
  signer: matching(SIGNER_NAME, 'must be a signer\'s name: a domain, "/" and a name in it', 'platform.example/mesh'),
  /** A ClusterTrustBundle as the API server of 1.37 takes it: with the signer's name before it, if it is of one. */
  trustBundleName: matching(
    /^(?=.{1,253}$)[a-z0-9]([-a-z0-9.]*[a-z0-9])?(:[a-z0-9]([-a-z0-9.]*[a-z0-9])?)*$/,
    'must be lower-case letters, digits, "-", "." and ":"',
    'platform.example:mesh:root',
  ),
  /** The API version of an object. */
  apiVersion: matching(
    /^([a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?\/)?v[0-9][a-z0-9]{0,30}$/, 'must be an API version', 'networking.k8s.io/v1',
  ),
  /** The kind of an object. */
  objectKind: matching(/^[A-Z][A-Za-z0-9]{0,62}$/, 'must be the kind of an object', 'ClusterIssuer'),
  httpsAddress: matching(
    HTTPS_ADDRESS, 'must be an https address, since pods log in with a certificate', 'https://vault.example.com:8200',
  ),
  headerName: matching(HEADER_NAME, 'must be the name of an HTTP header', 'authorization'),
  /** The value of an HTTP header. */
  headerValue: matching(/^[ -~]{1,4000}$/, 'must be one line of ASCII text', 'api.example.com'),
  /** The name of a gRPC service, with its package. */
  grpcService: matching(/^[A-Za-z0-9_][A-Za-z0-9_./-]{0,252}$/, 'must be the name of a gRPC service', 'boards.v1.Boards'),
  word: matching(WORD, 'must be letters, digits, "-", "_", "." and ":"', 'workloads'),
  wordPath: {
    rule: 'must be words of letters, digits, "-", "_", "." and ":", joined by "/"',
    example: 'boards',
    holds: text => WORD_PATH.test(text) && !climbs(text),
  },
  /** A path of a secret store's API. */
  secretPath: {
    rule: 'must be a path of the store\'s API: a mount and a path in it, without "/" at the start or end',
    example: 'kv/data/boards/db',
    holds: text => text.includes('/') && WORD_PATH.test(text) && !climbs(text),
  },
  extendedResource: matching(EXTENDED_RESOURCE, 'must be the name of a resource, with its domain', 'nvidia.com/gpu'),
  /** As the path of the metrics API takes it. */
  metric: matching(/^(?!\.\.?$)[-A-Za-z0-9_.:|]{1,253}$/, 'must be the name of a metric', 'http_requests_per_second'),
  resourceType: matching(
    /^(\*|[a-z][-a-z0-9.]{0,252})(\/(\*|[a-z][-a-z0-9]{0,62}))?$/, 'must be a resource in the plural, in lower case', 'pods',
  ),
  verb: matching(/^(\*|[a-z]{1,63})$/, 'must be a verb of the API', 'get'),
  /** A setting of the kernel. */
  sysctl: matching(/^[a-z0-9]([-_a-z0-9]*[a-z0-9])?([./][a-z0-9]([-_a-z0-9]*[a-z0-9])?){1,20}$/,
    'must be the name of a setting of the kernel', 'net.ipv4.tcp_syncookies'),
  address: {
    rule: 'must be an IP address', example: '10.0.0.53', holds: text => isIP(text) !== 0 && !text.includes('%'),
  },
  day: DAY,
  timeZone: { rule: 'is not a time zone', example: 'America/Los_Angeles', holds: isTimeZone },
  /** What every path is, before its own rule. */
  pathText: {
    rule: 'must be a path of at most 4096 characters, without control characters',
    example: '/var/lib/app',
    holds: text => text !== '' && isLine(text) && text.length <= 4096,
  },
  /** The beginning of a URL's path. */
  urlPath: {
    rule: 'must start with "/", and be a path of a URL without "?", "#", "//" and ".."',
    example: '/api',
    holds: text => /^\/[-A-Za-z0-9._~!$&'()*+,;=:@%/]{0,1023}$/.test(text) && !text.includes('//') && !/%(2f|00)/i.test(text)
      && !climbs(text),
  },
  /** One line for people. */
  line: {
    rule: 'must be one line of text, of at most 1000 characters',
    example: 'boards@example.com',
    prose: true,
    holds: text => text.trim() !== '' && text.length <= 1000 && isLine(text),
  },
  /** Anything that a manifest can carry. */
  text: { rule: 'must be text', example: 'text', prose: true, holds: text => unwritable(text) === undefined },
} satisfies Record<string, TextKind>;

/** Linux starts no program with a NUL in a variable or an argument, or with one of 128 KiB. */
function canStart(text: string): boolean {
  return !text.includes('\0') && unwritable(text) === undefined && !exceeds(text, LONGEST_ARGUMENT);
}

/** In bytes of UTF-8; a unit of a string has at most three, so most texts need no counting. */
function exceeds(text: string, bytes: number): boolean {
  return text.length * 3 > bytes && Buffer.byteLength(text) > bytes;
}

/** Whether it has no control characters, line breaks among them. */
function isLine(text: string): boolean {
  return !/[\0-\x1f\u2028\u2029]/.test(text) && unwritable(text) === undefined;
}
