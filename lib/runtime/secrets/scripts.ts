import { kubeletText } from '../../languages/kubelet';
import { shellWords } from '../../languages/shell';

/** How long a container waits for its secrets before it fails. The agent's last log lines are then its message. */
export const PATIENCE_SECONDS = 30;

const HIDDEN = '(not shown: it could contain a secret)';

/**
 * Defines the shell function `careful`, which copies the agent's log without what it says of values. A template that fails may be
 * quoted with the value at which it failed, or with one that it took for a path. So of errors in templates only those are shown
 * that name a key or a type, and of paths only those that the configuration has. A record may have several lines.
 */
function defineCareful(configuration: string): string {
  return `careful() {
  config=$(cat '${configuration}') hidden=
  while IFS= read -r line; do
    case $line in
      [0-9][0-9][0-9][0-9]-* | '==>'*) hidden=;;
      *) if [ "$hidden" ]; then continue; fi;;
    esac
    case $line in
      *'execute: template: '*'has no entry for key'* | *'execute: template: '*"can't evaluate field"*) ;;
      *'execute: template: '*'wrong type for value'* | *'execute: template: '*'error calling sprig_fail: the secret '*) ;;
      *'execute: template: '*) hidden=1 line="\${line%%>: *}>: ${HIDDEN}";;
      *vault.*'('* | *file'('*)
        path=\${line#*vault.}; if [ "$path" = "$line" ]; then path=\${line#*file}; fi
        path=\${path#*'('}; path=\${path%%')'*}
        case $config in *"$path"*) ;; *) hidden=1 line="\${line%%"$path"*}${HIDDEN}";; esac;;
    esac
    printf '%s\\n' "$line"
  done
}`;
}

/**
 * Runs the agent with a time limit. Alone it would retry forever, and the pod's status would not show why. It can also end with
 * exit code 0 without having written anything. Its log goes through a pipe in `folder`, which is gone before it starts.
 */
export function agentScript(files: string[], configuration: string, folder: string): string {
  return `${defineCareful(configuration)}
rm -f '${folder}/.log'; mkfifo -m 600 '${folder}/.log'
careful <'${folder}/.log' & log=$!
exec 3>'${folder}/.log'; rm '${folder}/.log'
"$@" >&3 2>&3 & agent=$!
exec 3>&-
trap 'kill "$agent"; wait "$agent"; exit 0' TERM INT
${defineThere(files)}
left=${PATIENCE_SECONDS * 10}
until there; do
  if [ "$left" = 0 ] || ! kill -0 "$agent" 2>/dev/null; then kill -KILL "$agent" 2>/dev/null; wait "$log"; exit 1; fi
  left=$((left - 1))
  sleep 0.1
done
wait "$agent"; code=$?
wait "$log"
exit "$code"`;
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
