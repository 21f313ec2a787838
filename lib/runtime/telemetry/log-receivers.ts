import { CollectorSettings } from './settings';

/** The kubelet keeps the newest rotated file as it is, and compresses older ones. */
const ROTATED = ['*.log', '*.log.*'];
const COMPRESSED = ['*.gz', '*.tmp'];

const PATH = 'attributes["log.file.path"]';

/** Standard output and error of every container of the node. */
export function containerLogs({ unread, where }: CollectorSettings, storage: string) {
  return {
    include: ROTATED.map(file => `${POD_LOGS}/*/*/${file}`),
    exclude: [`${POD_LOGS}/${unread}/*/*`, ...COMPRESSED.map(file => `${POD_LOGS}/*/*/${file}`)],
    ...readerSettings(storage),
    operators: [
      // Cuts the suffix of a rotated file: container and pod are read from a path that ends in .log.
      { type: 'regex_parser', regex: '(?P<path>.+[.]log)', parse_from: PATH, parse_to: 'attributes', cache: { size: 1000 } },
      { type: 'move', from: 'attributes.path', to: PATH },
      { type: 'container' },
      ...addAttributes(where),
      { type: 'copy', from: 'resource["k8s.namespace.name"]', to: 'resource["service.namespace"]' },
    ],
  };
}

export const POD_LOGS = '/var/log/pods';

/** The files in the log folders that pods declare. They are volumes that the node can read, so no sidecar is needed. */
export function logFolders({ kubeletFolder, logVolume, where }: CollectorSettings, storage: string) {
  const folders = `${kubeletFolder}/pods/*/volumes/kubernetes.io~empty-dir/${logVolume}`;
  return {
    include: [`${folders}/**/*`],
    exclude: COMPRESSED.map(file => `${folders}/**/${file}`),
    ...readerSettings(storage),
    operators: [
      // The path of the file within the log folder, as the application sees it.
      {
        type: 'regex_parser',
        regex: `/pods/(?P<uid>[^/]+)/volumes/[^/]+/${logVolume}/(?P<file>.+)`,
        parse_from: PATH,
        parse_to: 'resource',
        cache: { size: 1000 },
      },
      { type: 'move', from: 'resource.uid', to: 'resource["k8s.pod.uid"]' },
      { type: 'move', from: 'resource.file', to: PATH },
      ...addAttributes(where),
    ],
  };
}

function readerSettings(storage: string) {
  return {
    start_at: 'beginning',
    include_file_path: true,
    include_file_name: false,
    // Long enough for the collector to know the pods of the node before it reads the first line.
    poll_interval: '1s',
    storage,
    // A full buffer pauses reading; the lines wait in their files.
    retry_on_failure: { enabled: true, max_elapsed_time: 0 },
  };
}

/** Adds these attributes to each record. */
function addAttributes(where: CollectorSettings['where']) {
  return Object.entries(where).map(([attribute, value]) => ({ type: 'add', field: `resource["${attribute}"]`, value }));
}
