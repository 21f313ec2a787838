import { ClusterTelemetry } from '../../cluster/telemetry';
import { INodeDaemon } from '../../host/node-daemon';
import { GROUP_READS, PodVolume } from '../../pod/pod-volume';

const VOLUME = 'backend-headers';
const FOLDER = '/etc/backend-headers';

/** The value of the backend's n-th header, as the collector's configuration names it. */
export function headerValue(n: number): string {
  return `\${file:${FOLDER}/${n}}`;
}

/** The headers' values are files: variables are seen by whoever may look at a process or a container. */
export function addBackendHeaders({ pod }: INodeDaemon, { backend }: ClusterTelemetry): void {
  const { headers = [] } = backend.options;
  if (headers.length === 0) return;
  const sources = headers.map(({ secretName, secretKey }, n) => (
    { secret: { name: secretName, items: [{ key: secretKey, path: String(n) }] } }
  ));
  pod.addVolume(PodVolume.of(VOLUME, { projected: { defaultMode: GROUP_READS, sources } }));
  pod.mount({ volume: VOLUME, path: FOLDER });
}
