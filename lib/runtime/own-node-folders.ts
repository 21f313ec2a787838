import { JsonPatch, Size } from 'cdk8s';
import { Cpu } from 'cdk8s-plus-27';
import { INodeDaemon } from '../host/node-daemon';

/*
 * A folder on a node that a pod is the first to name belongs to root, and no volume setting gives it to another user. So
 * an init container does, which reaches these folders alone and can do nothing else: it is root, of all capabilities it has
 * CHOWN, and it has ended before the daemon reads the first byte.
 */

const NAME = 'folders';

/** Gives what is root's and leaves the rest: other users' folders may be closed to a root without capabilities. */
const SCRIPT = 'user=$1; shift; exec find "$@" ! -user root -prune -o -exec chown -h "$user:$user" {} +';

/**
 * Gives a daemon's folders on its node to its user. The daemon has them by HostAccess.path.
 *
 * @param image an image with `sh`, `find` and `chown`
 */
export function giveNodeFolders(daemon: INodeDaemon, image: string, user: number, folders: string[]): void {
  const volumes = [...daemon.pod._read().volumes.values()];
  daemon.pod.addInitContainer(NAME, {
    container: {
      image,
      command: ['sh', '-c', SCRIPT, 'sh', `${user}`, ...folders],
      resources: { cpu: { request: Cpu.millis(10) }, memory: { request: Size.mebibytes(8), limit: Size.mebibytes(32) } },
    },
    mounts: folders.flatMap(path => volumes
      .filter(({ source }) => source.hostPath?.path === path)
      .map(({ name }) => ({ volume: name, path, readOnly: false }))),
  });
  daemon.pod.patchContainer(
    NAME,
    JsonPatch.replace('/securityContext/runAsNonRoot', false),
    JsonPatch.replace('/securityContext/runAsUser', 0),
    JsonPatch.add('/securityContext/runAsGroup', 0),
    JsonPatch.add('/securityContext/capabilities/add', ['CHOWN']),
  );
}
