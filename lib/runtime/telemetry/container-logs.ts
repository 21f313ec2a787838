import { CollectorSettings } from './settings';

export const POD_LOGS = '/var/log/pods';

/** The kubelet keeps the newest rotated file as it is, and compresses older ones. */
const ROTATED = ['*.log', '*.log.*'];
const COMPRESSED = ['*.gz', '*.tmp'];

const PATH = 'attributes["log.file.path"]';

/**
 * A receiver reads each of its files to the end before it looks for new lines in any: a pod that floods its log delays the others
 * of its receiver. So each 64th of the pods, by the first two digits of their uid, has a receiver of its own.
 */
const SHARES = [...'0123456789abcdef'].flatMap(digit => ['0-3', '4-7', '8-9a-b', 'c-f'].map((range, n) => (
  { name: `${digit}${n}`, uids: `${digit}[${range}]*` }
)));

/** Standard output and error of every container of the node, by the names of the receivers. */
export function containerLogs(settings: CollectorSettings, storage: string): { [receiver: string]: object } {
  return Object.fromEntries(SHARES.map(({ name, uids }) => [`filelog/containers-${name}`, receiver(settings, storage, uids)]));
}

/** The folder of a pod is called by its namespace, name and uid, with underscores between, which none of them has. */
function receiver({ unread }: CollectorSettings, storage: string, uids: string) {
  const folders = `${POD_LOGS}/*_*_${uids}`;
  return {
    include: ROTATED.map(file => `${folders}/*/${file}`),
    exclude: [`${POD_LOGS}/${unread}/*/*`, ...COMPRESSED.map(file => `${folders}/*/${file}`)],
    ...readerSettings(storage, LONGEST_LINE),
    // Long enough for the collector to know the pods of the node before it reads the first line.
    poll_interval: '1s',
    operators: [
      // Cuts the suffix of a rotated file: container and pod are read from a path that ends in .log.
      { type: 'regex_parser', regex: '(?P<path>.+[.]log)', parse_from: PATH, parse_to: 'attributes', cache: { size: 1000 } },
      { type: 'move', from: 'attributes.path', to: PATH },
      // Puts the parts of a long line together, up to a size: some lines never end.
      { type: 'container', max_log_size: LONGEST_LINE },
    ],
  };
}

/** Longer lines are cut into several records. A batch has up to a hundred lines, and each receiver holds some. */
const LONGEST_LINE = '64KiB';

/** What all readers of files have in common. */
export function readerSettings(storage: string, longestLine: string) {
  return {
    start_at: 'beginning',
    include_file_path: true,
    include_file_name: false,
    max_log_size: longestLine,
    // Each file that is read at the same time has a buffer.
    max_concurrent_files: 64,
    storage,
    // What cannot be taken pauses reading; the lines wait in their files.
    retry_on_failure: { enabled: true, initial_interval: '100ms', max_interval: '1s', max_elapsed_time: 0 },
  };
}
