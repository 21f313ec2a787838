import {
  DISCOVERY_PATHS_ANNOTATION, REGISTRATION_ANNOTATION, RELEASE_LABEL, RUNTIME_LABEL, TEAM_LABEL,
} from '../labels/keys';
import { celList, celString } from '../validation/cel';

/** What the policy has to know of a cluster. */
export interface PodClaimsProps {
  /** The namespaces of the infrastructure team. */
  readonly infrastructureNamespaces: string[];
  /** The releases that are installed. */
  readonly releases: string[];
  /** Where services are in ZooKeeper; undefined if the cluster has none. */
  readonly discovery?: { readonly root: string; readonly environment: string };
}

/** As in images/registrar, which judges the same once more. */
const LONGEST_ANNOTATION = 4096;
const LONGEST_PATH = 512;
/** So that the list, which is the infrastructure team's, costs no more than Kubernetes allows an expression to. */
const LONGEST_LIST = 65536;

const TEXT = '"[-A-Za-z0-9_.:@/]*"';
const ENDPOINT = '"[-A-Za-z0-9_.]{1,63}"\\s*:\\s*[0-9]{1,5}';
const listOf = (member: string) => `\\{\\s*(${member}(\\s*,\\s*${member})*)?\\s*\\}`;
const FIELD = `("(format|path)"\\s*:\\s*${TEXT}|"port"\\s*:\\s*[0-9]{1,5}|"numbered"\\s*:\\s*(true|false)`
  + `|"additional"\\s*:\\s*${listOf(ENDPOINT)})`;
/** A registration, in JSON without escapes: so no field can be written in two ways. */
const REGISTRATION = `^\\s*${listOf(FIELD)}\\s*$`;
const PATH_FIELD = '"path"\\s*:\\s*"[^"]*"';
const SERVICE_AND_NAMESPACE = '^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?[.][-a-z0-9]{1,63}$';

/**
 * Labels and annotations of a pod are claims of its author. This policy refuses those that are not true, before the pod exists.
 * It looks at new claims only: a pod that has one already can be changed otherwise, and always be deleted.
 */
export function podClaims(props: PodClaimsProps) {
  const claims = [
    ...(props.discovery ? [`${celString(REGISTRATION_ANNOTATION)} in object.metadata.?annotations.orValue({})`] : []),
    ...[RUNTIME_LABEL, TEAM_LABEL].map(label => `${celString(label)} in object.metadata.?labels.orValue({})`),
  ];
  return {
    failurePolicy: 'Fail',
    matchConstraints: {
      matchPolicy: 'Equivalent',
      resourceRules: [{
        apiGroups: [''], apiVersions: ['v1'], operations: ['CREATE', 'UPDATE'], resources: ['pods'], scope: 'Namespaced',
      }],
    },
    // A pod without claims is none of its business, even if an expression below should fail.
    matchConditions: [{ name: 'makes-a-claim', expression: claims.join(' || ') }],
    variables: [
      ...labelVariables(),
      ...(props.discovery ? discoveryVariables(props.releases, props.discovery.root) : []),
    ],
    validations: [
      ...runtimeRules(props),
      ...teamRules(),
      ...(props.discovery ? discoveryRules(props.discovery.root, props.discovery.environment) : []),
    ],
  };
}

function labelVariables() {
  return [
    variable('labels', 'object.metadata.?labels.orValue({})'),
    variable('before', 'request.operation == \'UPDATE\' ? oldObject.metadata.?labels.orValue({}) : {}'),
  ];
}

function discoveryVariables(releases: string[], root: string) {
  const annotation = (object: string) => `${object}.metadata.?annotations[?${celString(REGISTRATION_ANNOTATION)}].orValue('')`;
  const release = (labels: string) => `${labels}[?${celString(RELEASE_LABEL)}].orValue('')`;
  const isSame = `${annotation('object')} == ${annotation('oldObject')} && `
    + `${release('variables.labels')} == ${release('variables.before')}`;
  const list = `namespaceObject.metadata.?annotations[?${celString(DISCOVERY_PATHS_ANNOTATION)}].orValue('')`;
  return [
    // Registrars look only at pods of their releases.
    variable(
      'asked',
      `${release('variables.labels')} in ${celList(releases)} && !(request.operation == 'UPDATE' && ${isSame})`
      + ` ? ${annotation('object')} : ''`,
    ),
    // The length is judged before all that costs more for a longer text.
    variable('text', `variables.asked.size() <= ${LONGEST_ANNOTATION} ? variables.asked : ''`),
    variable('paths', `variables.text.findAll(${celString(PATH_FIELD)})`),
    variable('path', 'variables.paths.size() == 1 ? variables.paths[0].split(\'"\')[3] : \'\''),
    variable(
      'parts',
      `variables.path.startsWith(${celString(`${root}/`)})`
      + ` ? variables.path.substring(${celString(`${root}/`)}.size()).split('/') : []`,
    ),
    variable('list', `${list}.size() <= ${LONGEST_LIST} ? ${list}.findAll(${celString('[^,\\s]+')}) : []`),
  ];
}

function runtimeRules({ infrastructureNamespaces }: PodClaimsProps) {
  return [rule(
    `!(${celString(RUNTIME_LABEL)} in variables.labels)`
    + ` || request.namespace in ${celList(infrastructureNamespaces)}`
    + ` || ${celString(RUNTIME_LABEL)} in namespaceObject.metadata.?labels.orValue({})`
    + ` || variables.before[?${celString(RUNTIME_LABEL)}].orValue('') == variables.labels[${celString(RUNTIME_LABEL)}]`,
    `the label ${RUNTIME_LABEL} is for the daemons of the infrastructure team`,
  )];
}

function teamRules() {
  const team = celString(TEAM_LABEL);
  const named = `namespaceObject.metadata.?labels[?${team}].orValue('')`;
  return [rule(
    `!(${team} in variables.labels) || ${named} == '' || variables.labels[${team}] == ${named}`
    + ` || variables.before[?${team}].orValue('') == variables.labels[${team}]`,
    `the label ${TEAM_LABEL} names another team than the Namespace does`,
  )];
}

function discoveryRules(root: string, environment: string) {
  const own = `variables.parts.size() == 2 && variables.parts[1] == ${celString(environment)}`
    + ` && variables.parts[0].matches(${celString(SERVICE_AND_NAMESPACE)})`
    + ' && variables.parts[0].endsWith(\'.\' + request.namespace)';
  const listed = 'variables.path in variables.list'
    + ' || variables.path.substring(0, variables.path.lastIndexOf(\'/\')) + \'/*\' in variables.list';
  const reserved = ['/zookeeper/', '/registrars/']
    .map(each => `!(variables.path + '/').startsWith(${celString(each)})`).join(' && ');
  const annotation = `the annotation ${REGISTRATION_ANNOTATION}`;
  return [
    rule(`variables.asked.size() <= ${LONGEST_ANNOTATION}`, `${annotation} is longer than ${LONGEST_ANNOTATION} characters`),
    rule(
      `variables.text == '' || variables.text.matches(${celString(REGISTRATION)}) && variables.path.startsWith('/')`
      + ` && variables.path.size() <= ${LONGEST_PATH}`,
      `${annotation} is no registration, such as {"format":"kingpin","path":"...","port":8080}`,
    ),
    rule(
      `!variables.path.startsWith('/') || ${reserved} && !${celString(`${root}/`)}.startsWith(variables.path + '/')`
      + ` && (${own} || ${listed})`,
      `${annotation} has a path that is not the namespace's own, ${root}/<service>.<namespace>/${environment}, and that the `
      + `annotation ${DISCOVERY_PATHS_ANNOTATION} of the Namespace does not list`,
    ),
  ];
}

function variable(name: string, expression: string) {
  return { name, expression };
}

function rule(expression: string, message: string) {
  return { expression, message, reason: 'Forbidden' };
}
