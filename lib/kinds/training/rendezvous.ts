import { ApiObject, Duration, Size } from 'cdk8s';
import { Cpu, ImagePullPolicy } from 'cdk8s-plus-27';
import { TrainingFramework } from './framework';
import { PEERS_PY } from './peers-py';
import { RenderedContainer } from '../../pod/container-spec';
import { PodPlan } from '../../pod/pod-plan';
import { PodVolume } from '../../pod/pod-volume';

/** The port at which the pods of a training wait for each other. */
export const GATHERING_PORT = 29499;

/** The mount path of the scripts. */
export const FOLDER = '/var/run/rendezvous';

/** Name of the init container that waits. */
export const PEERS = 'peers';

const VOLUME = 'rendezvous';

export const PEERS_FILE = { 'peers.py': PEERS_PY };

/**
 * Holds the application back until its peers run. A training that is not elastic starts with all of its pods or not at all.
 * An elastic one can start without some, but not without the first, where all meet.
 */
export function waitForPeers(
  pod: PodPlan,
  scripts: ApiObject,
  { spec: { image, imagePullPolicy } }: RenderedContainer,
  framework: TrainingFramework,
  hosts: string[],
  patience: Duration,
): void {
  pod.addVolume(PodVolume.configMap(VOLUME, scripts.name));
  pod.mount({ volume: VOLUME, path: FOLDER });
  const wait = framework.elastic ? ['first', `${framework.port}`, hosts[0]] : ['all', ...hosts];
  pod.addInitContainer(PEERS, {
    container: {
      image: image!,
      imagePullPolicy: imagePullPolicy as ImagePullPolicy,
      command: ['python3', '-B', `${FOLDER}/peers.py`, `${GATHERING_PORT}`, `${patience.toSeconds()}`, ...wait],
      resources: { cpu: { request: Cpu.millis(10) }, memory: { request: Size.mebibytes(32), limit: Size.mebibytes(256) } },
    },
    mounts: [{ volume: VOLUME, path: FOLDER }],
  });
}
