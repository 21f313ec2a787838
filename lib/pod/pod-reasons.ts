import { because, byPlatform, FieldReason, FieldReasons, SCOPE, unlessWritten } from '../tree/field-reasons';

const RESTRICTED = 'the restricted Pod Security Standard';
/** A shell starts the application and signals it when such a file changes. */
const WATCHED = 'secrets[].onChange.signalName';

/** With these there are sidecars beside what runs to completion. */
const SIDECARS = ['calls'];

const OWN_HOOK = 'container.lifecycle.preStop';
const SERVES_ON = 'it still serves until every client knows that the pod goes';
const ENDS_SIDECARS = 'before Kubernetes 1.29 it ends the sidecars with the application';
const PORTS = ['container.port', 'container.portNumber', 'container.ports', 'ports'];

function probe(name: string, why: string, ...more: string[]): FieldReason {
  return because(why, `container.${name}`, `health.${name}`, ...more);
}

/** Why the pods of all kinds are as they are. */
export const POD_REASONS: FieldReasons = {
  [SCOPE.POD]: {
    'metadata.labels[*]': because('labels of the pods', 'adoption'),
    'spec.serviceAccountName': because('the account of its pods, which no other workload has', 'serviceAccount'),
    'spec.automountServiceAccountToken': byPlatform(
      'only who has a permission in the Kubernetes API gets a token', 'permissions', 'serviceAccount',
    ),
    'spec.enableServiceLinks': byPlatform('no variable for each Service of the namespace: DNS tells the same'),
    'spec.priorityClassName': because('who goes first where room is short', 'priorityClassName'),
    'spec.terminationGracePeriodSeconds': because(
      'the time to drain and the time to stop, together', 'drain', 'stop',
    ),
    'spec.securityContext': byPlatform(RESTRICTED),
    'spec.securityContext.fsGroup': byPlatform('the group of all volumes, in which all containers are', 'security.fsGroup'),
    'spec.securityContext.fsGroupChangePolicy': byPlatform('a large volume is not gone through at each start'),
    'spec.securityContext.supplementalGroups': because('more groups of all containers', 'security.supplementalGroups', 'host'),
    'spec.securityContext.sysctls': because('settings of the kernel for these pods', 'security.sysctls'),
    'spec.affinity': because('on which nodes the pods run', 'placement'),
    'spec.affinity.nodeAffinity': because('nodes whose daemons are ready, and those of the placement', 'placement', 'channel'),
    'spec.nodeSelector': because('on which nodes the pods run', 'placement', 'nodeSelector'),
    'spec.tolerations': because('taints of nodes on which the pods run nevertheless', 'placement', 'tolerations'),
    'spec.imagePullSecrets': because('the Secrets with which images are pulled', 'imagePullSecrets'),
    'spec.runtimeClassName': because('the runtime of the pods', 'runtimeClassName'),
    'spec.dnsPolicy': because('how the pods ask for names', 'dns', 'host'),
    'spec.dnsConfig': because('how the pods ask for names', 'dns'),
    'spec.hostAliases': because('names that the pods know without DNS', 'hostAliases'),
    'spec.hostNetwork': because('access to the node', 'host'),
    'spec.hostPID': because('access to the node', 'host'),
    'spec.hostIPC': because('access to the node', 'host'),
    'spec.schedulerName': because('the scheduler that starts the pods together', 'gang'),
    'spec.volumes[completion]': byPlatform(ENDS_SIDECARS, ...SIDECARS),
    'spec.volumes[restarts]': byPlatform('remembers when a changed file has restarted the application', WATCHED),
    'spec.volumes[config]': because('the configuration files', 'config'),
  },
  [SCOPE.APP]: {
    'name': because('the application', 'container.name'),
    'image': because('what runs', 'container.image', 'artifact'),
    'imagePullPolicy': because('when the image is pulled', 'container.imagePullPolicy'),
    'command': because('what is started in the image', 'container.command', WATCHED),
    'args': because('the arguments of the command', 'container.args'),
    'workingDir': because('the folder in which it starts', 'container.workingDir'),
    'ports': because('where it listens', ...PORTS),
    'ports[*].hostPort': because('it listens on the node, too', 'host'),
    'env': because('variables of the application', 'container.envVariables'),
    'envFrom': because('variables of the application', 'config.env', 'container.envFrom'),
    'resources.requests.cpu': byPlatform(
      'what the scheduler keeps for it: without, it would not schedule or scale', 'container.resources',
    ),
    'resources.requests.memory': byPlatform(
      'what the scheduler keeps for it: without, it would not schedule or scale', 'container.resources',
    ),
    'resources.requests[*]': because('what it needs of devices and disk', 'container.resources', 'extendedResources'),
    'resources.limits[*]': because('the most that it may use', 'container.resources', 'extendedResources'),
    'startupProbe': probe('startup', 'when it has started'),
    'readinessProbe': probe('readiness', 'when it gets requests; by default once it accepts connections', ...PORTS),
    'livenessProbe': probe('liveness', 'when it is started anew'),
    'lifecycle': because('what it does when it starts and stops', 'container.lifecycle'),
    'lifecycle.preStop': unlessWritten(OWN_HOOK, byPlatform(SERVES_ON, 'drain')),
    // Where Kubernetes cannot sleep itself, the hook asks the proxy, if there is one.
    'lifecycle.preStop.httpGet': unlessWritten(OWN_HOOK, byPlatform(SERVES_ON, 'drain', ...PORTS)),
    'lifecycle.preStop.exec': unlessWritten(OWN_HOOK, byPlatform(SERVES_ON, 'drain', ...PORTS)),
    'terminationMessagePolicy': byPlatform('the last lines of its log are in the status of a failed pod'),
    'securityContext': byPlatform(`${RESTRICTED}, and a read-only root file system`, 'container.securityContext', 'host'),
    'securityContext.runAsUser': because('as whom it runs', 'container.securityContext', 'security.user', 'host'),
    'securityContext.runAsGroup': because('as whom it runs', 'container.securityContext', 'security.group', 'host'),
  },
  [SCOPE.ENDING_APP]: {
    command: because(`what is started in the image, under a shell: ${ENDS_SIDECARS}`, 'container.command', ...SIDECARS),
  },
  [SCOPE.CONTAINER]: {
    'restartPolicy': byPlatform('it starts before the application and ends after it'),
    'terminationMessagePolicy': byPlatform('the last lines of its log are in the status of a failed pod'),
    'securityContext': byPlatform(`${RESTRICTED}, and a read-only root file system`),
    'securityContext.runAsUser': byPlatform('the user of all containers but the application, whatever their image says'),
    'securityContext.runAsGroup': byPlatform('the user of all containers but the application, whatever their image says'),
  },
};
