/**
 * A POSIX sh script that fetches each dependency from the node's cache and verifies it. An error becomes the container's
 * termination message, which `kubectl describe pod` and the pod's status show.
 *
 * Arguments: the cache's URL, then for each dependency its path, its folder, and its SHA-256 or `-`.
 */
export const FETCH_SCRIPT = `set -u
cache=$1; shift

fail() {
  printf 'dependency %s: %s\\n' "$path" "$1" | tee /dev/termination-log >&2
  exit 1
}

fetch() {
  # What an earlier try of this pod left may have the right size and the wrong contents.
  find "$folder" -mindepth 1 -maxdepth 1 -exec rm -rf {} + || fail 'cannot be written to the disk.'
  left=15
  # Nothing is read ahead: the cache is on this node, and gives a pod up to 16 connections.
  until said=$(rclone copy --config= --http-url "$cache" --contimeout 3s --retries 1 --low-level-retries 3 --transfers 4 --checkers 4 --buffer-size 0 ":http:$path" "$folder" 2>&1); do
    code=$?
    printf '%s\\n' "$said" >&2
    # rclone's codes for a folder and a file that are not there.
    [ $code = 3 ] || [ $code = 4 ] && fail "is not in the cluster's dependency store. Publish it there, or correct dependencies.path."
    left=$((left - 1))
    [ $left = 0 ] && fail "was not fetched. Look at the log of $DAEMON on the node $NODE; the last words of 15 tries: $(printf '%s' "$said" | tail -n 1)"
    sleep 3
  done
  [ -n "$(find "$folder" -type f | head -n 1)" ] || fail "is empty in the cluster's dependency store. Publish it there, or correct dependencies.path."
}

checksum() {
  sums=$(rclone hashsum SHA256 --config= "$folder") || fail 'cannot be read back from the disk.'
  # A file has its own checksum, a folder that of the list.
  if [ "\${sums#*  }" = "\${path##*/}" ]; then printf '%s' "\${sums%% *}"; else printf '%s\\n' "$sums" | LC_ALL=C sort | sha256sum | cut -d ' ' -f 1; fi
}

verify() {
  found=$(checksum) || exit 1
  [ "$found" = "$expected" ] || fail "has the wrong checksum. Expected sha256 $expected, found $found. Correct dependencies.checksum or publish the right files under a new name; if the store has the right ones, delete the pod of $DAEMON on the node $NODE, whose copy is wrong."
}

while [ $# -gt 0 ]; do
  path=$1 folder=$2 expected=$3; shift 3
  fetch
  [ "$expected" = - ] || verify
  echo "dependency $path: is here"
done
`;
