import { ApiObject, Duration, Size } from 'cdk8s';
import { ContainerProps, Cpu } from 'cdk8s-plus-27';
import { TrainingFramework } from './framework';
import { PEERS_PY } from './peers-py';
import { TOGETHER_PY } from './together-py';
import { PodPlan } from '../pod/pod-plan';
import { PodVolume } from '../pod/pod-volume';
import { Problem } from '../validation/problem';

/** Where the pods of a training ask for each other. */
const PORT = 29499;

const FOLDER = '/var/run/rendezvous';
const VOLUME = 'rendezvous';

export const RENDEZVOUS_FILES = { 'peers.py': PEERS_PY, 'together.py': TOGETHER_PY };

/**
 * Holds the application back until its peers are there. A training that is not elastic starts with all of its pods or not
 * at all; an elastic one can do without some, but not without the first, where they meet.
 */
export function waitForPeers(pod: PodPlan, scripts: ApiObject, image: string, framework: TrainingFramework, hosts: string[], patience: Duration): void {
  pod.addVolume(PodVolume.configMap(VOLUME, scripts.name));
  pod.mount({ volume: VOLUME, path: FOLDER });
  const seconds = `${patience.toSeconds()}`;
  const wait = framework.elastic ? ['first', `${framework.port}`, seconds, hosts[0]] : ['all', `${PORT}`, seconds, ...hosts];
  pod.addInitContainer('peers', {
    container: {
      image,
      command: ['python3', '-B', `${FOLDER}/peers.py`, ...wait],
      resources: { cpu: { request: Cpu.millis(10) }, memory: { request: Size.mebibytes(32) } },
    },
    mounts: [{ volume: VOLUME, path: FOLDER }],
  });
}

/** With several roles some serve until they are told to stop. */
export function endsTogether(framework: TrainingFramework): boolean {
  return framework.roles.length > 1;
}

/** The application's command, under one that ends it when the leader has succeeded. */
export function endingTogether(container: ContainerProps, leader: string, followers: string[]): ContainerProps {
  return { ...container, command: ['python3', '-B', `${FOLDER}/together.py`, `${PORT}`, leader, followers.join(','), '--', ...(container.command ?? [])] };
}

export function rendezvousProblems(framework: TrainingFramework, { command }: ContainerProps): Problem[] {
  if (!endsTogether(framework) || command !== undefined) return [];
  const others = framework.roles.slice(1).map(role => role.name);
  return [{
    field: 'container.command', rule: `must be there, so that the pods of ${others.join(', ')} end with those of ${framework.roles[0].name}`, fix: 'Write the command that the image runs, or use TrainingBackend.KUBEFLOW.',
  }];
}
