/** How long a container waits for its secrets before it fails, with the agent's last words as its message. */
export const PATIENCE_SECONDS = 30;

/**
 * Runs the agent, which by itself would try for ever, and say nothing that a pod's status shows. It has also been seen to end
 * well without having written anything.
 */
export function agentScript(files: string[]): string {
  return `"$@" & agent=$!
trap 'kill "$agent"; wait "$agent"; exit 0' TERM INT
${there(files)}
left=${PATIENCE_SECONDS * 10}
until there; do
  if [ "$left" = 0 ] || ! kill -0 "$agent" 2>/dev/null; then exit 1; fi
  left=$((left - 1))
  sleep 0.1
done
wait "$agent"`;
}

/** A probe that answers as soon as the files are there: asking each second would cost each pod a second. */
export function waitScript(files: string[]): string {
  return `${there(files)}
until there; do sleep 0.1; done`;
}

function there(files: string[]): string {
  return `there() { for file in ${files.map(file => `'${file}'`).join(' ')}; do [ -e "$file" ] || return 1; done; }`;
}
