import { Size } from 'cdk8s';
import { Cpu, EnvValue } from 'cdk8s-plus-27';
import { readerSettings } from './container-logs';
import { literal, written } from './literal';
import { kubeletText } from '../../languages/kubelet';
import { PodPlan } from '../../pod/pod-plan';
import { PodVolume } from '../../pod/pod-volume';
import { LogFiles } from '../../requirements/log-files';
import { ComponentScope } from '../component-scope';

/*
 * Whatever an application links or names in its log folder, a reader in the same pod opens it with the pod's own rights: nothing
 * that the application could not open itself. It has no credentials, and the node's collector knows the pod by its address.
 *
 * The reader is the collector's own program, since it knows a file by its first bytes, under whatever name: rotation by renaming
 * or by copying loses nothing and repeats nothing.
 */

const READER = 'log-files';
const FLUSH = 'log-files-flush';
const CONFIG_VOLUME = 'log-files-config';
const POSITIONS_VOLUME = 'log-files-positions';
export const CONFIG_FOLDER = '/etc/log-files-reader';
export const POSITIONS_FOLDER = '/var/lib/log-files-reader';

const STORAGE = 'file_storage/positions';

/** How deep below the log folder files are found. Links to a folder above would be followed for ever. */
const LEVELS = 5;

/**
 * A hundred lines are one request, which must not be larger than a collector takes, or all of them are lost: a byte that is no
 * text becomes three, and each line has the path of its file.
 */
const LONGEST_LINE = '12KiB';

const MEMORY_LIMIT = Size.mebibytes(128);

/** Adds the log folder, and the container that reads it and sends its lines to the collector of the node. */
export function addLogReader(
  files: LogFiles, volume: string, images: { collector: string; tools: string }, endpoint: string, orderly: boolean,
  pod: PodPlan, beside: ComponentScope,
): void {
  const config = beside.addConfigMap('log-files', {
    'config.yaml': written(logReaderConfig(files.directory, endpoint)),
  });
  pod.addVolume(PodVolume.configMap(CONFIG_VOLUME, config.name));
  pod.addVolume(PodVolume.emptyDir(POSITIONS_VOLUME, Size.mebibytes(16)));
  pod.addSidecar(READER, {
    container: {
      image: images.collector,
      args: [`--config=${CONFIG_FOLDER}/config.yaml`],
      envVariables: { GOMEMLIMIT: EnvValue.fromValue(`${Math.floor(MEMORY_LIMIT.toMebibytes() * 0.75)}MiB`) },
      resources: { cpu: { request: Cpu.millis(10) }, memory: { request: Size.mebibytes(48), limit: MEMORY_LIMIT } },
    },
    mounts: [
      { volume, path: files.directory },
      { volume: CONFIG_VOLUME, path: CONFIG_FOLDER },
      { volume: POSITIONS_VOLUME, path: POSITIONS_FOLDER, readOnly: false },
    ],
  });
  if (orderly) addFlush(images.tools, files.directory, volume, pod);
}

/**
 * Sidecars end in reverse order, each when the one after it has ended. So this one, the last, gives the reader time for the last
 * lines of the application: the collector's image has no shell that could wait. It asks for no answer of the reader, which may be
 * starting yet, but sees it write its positions after each look at all files: the second one after the end has seen all.
 */
function addFlush(image: string, directory: string, volume: string, pod: PodPlan): void {
  pod.addSidecar(FLUSH, {
    container: {
      image,
      command: ['sh', '-c', FLUSH_SCRIPT, 'sh', kubeletText(directory), POSITIONS_FOLDER],
      resources: { cpu: { request: Cpu.millis(1) }, memory: { request: Size.mebibytes(4), limit: Size.mebibytes(32) } },
    },
    mounts: [{ volume, path: directory }, { volume: POSITIONS_VOLUME, path: POSITIONS_FOLDER, readOnly: false }],
  });
}

/** Gives up after 20 seconds: the collector of the node may be away for longer. */
const FLUSH_SCRIPT = `folder=$1; mark=$2/ended; left=40
looked() {
  touch "$mark"
  until [ -n "$(find "\${mark%/*}" -name 'receiver_*' -newer "$mark")" ]; do
    left=$((left - 1)); [ $left -gt 0 ] || exit 0
    sleep 0.5
  done
}
flush() {
  [ -n "$(find "$folder" -type f -size +0 2>/dev/null | head -n 1)" ] || exit 0
  looked; looked; sleep 1
  exit 0
}
trap flush TERM
while :; do sleep 3600 & wait $!; done`;

/** The configuration of a reader; `otelcol validate` accepts it. */
export function logReaderConfig(directory: string, endpoint: string): object {
  const folder = literal(directory.replace(/\/+$/, ''));
  const levels = Array.from({ length: LEVELS }, (_, level) => `${folder}${'/*'.repeat(level + 1)}`);
  return {
    extensions: { [STORAGE]: { directory: POSITIONS_FOLDER } },
    receivers: {
      filelog: {
        include: levels,
        exclude: levels.flatMap(level => [`${level}.gz`, `${level}.tmp`]),
        ...readerSettings(STORAGE, LONGEST_LINE),
        poll_interval: '500ms',
        operators: [{ type: 'add', field: 'attributes["log.iostream"]', value: 'file' }],
      },
    },
    exporters: {
      otlphttp: {
        endpoint: literal(endpoint),
        timeout: '10s',
        // The gate of the collector takes nothing compressed.
        compression: 'none',
        // Without a queue a line waits in its file until the collector has it.
        sending_queue: { enabled: false },
        retry_on_failure: { initial_interval: '500ms', max_interval: '5s', max_elapsed_time: 0 },
      },
    },
    service: {
      extensions: [STORAGE],
      pipelines: { logs: { receivers: ['filelog'], exporters: ['otlphttp'] } },
      telemetry: { logs: { level: 'warn', encoding: 'json' }, metrics: { level: 'none' } },
    },
  };
}
