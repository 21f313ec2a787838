/* Patterns of names and strings, each defined once. Sources: the API server's own validation, RFC 1123, RFC 9110. */

/** A DNS label: names of containers, volumes and namespaces. */
export const DNS_LABEL = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/;

/** The rule of a problem with DNS_LABEL. */
export const DNS_LABEL_RULE = 'must be at most 63 lower-case letters, digits and "-"';

const DNS_NAME = '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*';

/** Labels joined by dots: names of Secrets, ConfigMaps and most other objects. */
export const DNS_SUBDOMAIN = new RegExp(`^(?=.{1,253}$)${DNS_NAME}$`);

/** A host name in lower case; its first label may be `*`. */
export const HOST_NAME = /^(?=.{1,253}$)(\*\.)?([a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?\.)*[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/;

/** A registry of images and a folder in it, as image names begin. */
export const IMAGE_REGISTRY = /^(?=.{1,255}$)[a-z0-9]([-a-z0-9.]*[a-z0-9])?(:\d{1,5})?(\/[a-z0-9]+([-._]+[a-z0-9]+)*)*\/?$/;

/** A SPIFFE trust domain. */
export const TRUST_DOMAIN = /^[-a-z0-9._]{1,255}$/;

/** A SPIFFE id; its segments are not empty. */
export const SPIFFE_ID = /^spiffe:\/\/[-a-z0-9._]{1,255}(\/[-A-Za-z0-9._]+)+$/;

/** A host name or address and a port. */
export const HOST_AND_PORT = /^([-A-Za-z0-9._]+|\[[0-9a-fA-F:]+\]):\d{1,5}$/;

/** The address of a TLS server, without a path. */
export const HTTPS_ADDRESS = /^https:\/\/([-A-Za-z0-9._]+|\[[0-9a-fA-F:]+\])(:\d{1,5})?\/?$/;

/** Name of a container's port. */
export const PORT_NAME = /^(?=.{1,15}$)(?=.*[a-z])[a-z0-9]+(-[a-z0-9]+)*$/;

/** A key of a ConfigMap or Secret, which is a file's name in a volume: neither `.` nor anything that starts with `..`. */
export const FILE_NAME = /^(?!\.$|\.\.)[-._A-Za-z0-9]{1,253}$/;

/** Name of an environment variable that a shell can read. */
export const VARIABLE_NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** Name of an environment variable as Kubernetes 1.27 takes it: newer versions take more. */
export const CONTAINER_VARIABLE_NAME = /^(?!\.$|\.\.)[-._A-Za-z][-._A-Za-z0-9]*$/;

/** A value of a label. */
export const LABEL_VALUE = /^[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$/;

const QUALIFIED_NAME = '[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?';
/** The key of a label, an annotation or a taint, with or without a domain. */
export const LABEL_KEY = new RegExp(`^(?=[^/]{1,253}(/|$))(${DNS_NAME}/)?${QUALIFIED_NAME}$`);

/** The name of an extended resource, which a device plugin offers, with its domain. */
export const EXTENDED_RESOURCE = new RegExp(`^(?=.{1,316}$)[a-z0-9]([-a-z0-9.]*[a-z0-9])?/${QUALIFIED_NAME}$`);

/** The name of a signer of certificates: a domain, and a path below it. */
export const SIGNER_NAME = new RegExp(`^(?=.{1,571}$)${DNS_NAME}/${DNS_NAME}$`);

/**
 * An image: a registry with or without a port, a repository, a tag, a digest.
 * Upper-case letters are only in the registry and the tag.
 */
export const IMAGE = new RegExp(
  '^(?=[^@]{1,400}(@|$))(([A-Za-z0-9]([-A-Za-z0-9.]*[A-Za-z0-9])?|\\[[0-9a-fA-F:]+\\])(:[0-9]{1,5})?/)?'
  + '[a-z0-9]+(([._]|__|-+)[a-z0-9]+)*(/[a-z0-9]+(([._]|__|-+)[a-z0-9]+)*)*'
  + '(:[A-Za-z0-9_][-.A-Za-z0-9_]{0,127})?(@sha256:[0-9a-f]{64}|@sha512:[0-9a-f]{128})?$',
);

/** A word without blanks or anything that a language could read as its own. */
export const WORD = /^[A-Za-z0-9]([-A-Za-z0-9_.:]{0,251}[A-Za-z0-9])?$/;

/** Words joined by slashes, as the paths of a secret store are. */
export const WORD_PATH = /^(?=.{1,1000}$)[-A-Za-z0-9_.:]+(\/[-A-Za-z0-9_.:]+)*$/;

/** The name of an HTTP header. */
export const HEADER_NAME = /^[-!#$%&'*+.^_`|~0-9A-Za-z]+$/;

/** A SHA-256, in hexadecimal digits. */
export const SHA256 = /^[0-9a-f]{64}$/;

/** Of a pod, as the API server takes it; of labels and annotations a variable shows one by its key, a file also all. */
export const FIELD_OF_VARIABLE = new RegExp(
  '^(metadata\\.(name|namespace|uid)|spec\\.(nodeName|serviceAccountName)|status\\.(hostIP|podIP)s?'
  + '|metadata\\.(labels|annotations)\\[\'[-A-Za-z0-9_./]{1,320}\'\\])$',
);
export const FIELD_OF_FILE = /^metadata\.(name|namespace|uid|(labels|annotations)(\['[-A-Za-z0-9_./]{1,320}'\])?)$/;
