import { kubeletText } from '../../languages/kubelet';
import { shellWords } from '../../languages/shell';

/** How long a container waits for its secrets before it fails. The agent's last log lines are then its message. */
export const PATIENCE_SECONDS = 30;

/**
 * Runs the agent with a time limit. Alone it would retry forever, and the pod's status would not show why. It can also end with
 * exit code 0 without having written anything.
 */
export function agentScript(files: string[]): string {
  return `"$@" & agent=$!
trap 'kill "$agent"; wait "$agent"; exit 0' TERM INT
${defineThere(files)}
left=${PATIENCE_SECONDS * 10}
until there; do
  if [ "$left" = 0 ] || ! kill -0 "$agent" 2>/dev/null; then exit 1; fi
  left=$((left - 1))
  sleep 0.1
done
wait "$agent"`;
}

/** A probe that returns as soon as the files exist: one check per second would delay each pod by up to a second. */
export function waitScript(files: string[]): string {
  return `${defineThere(files)}
until there; do sleep 0.1; done`;
}

/** Defines the shell function `there`, which tells whether all files exist. */
function defineThere(files: string[]): string {
  return `there() { for file in ${kubeletText(shellWords(files))}; do [ -e "$file" ] || return 1; done; }`;
}
