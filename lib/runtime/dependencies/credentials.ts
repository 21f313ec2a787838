/** Where the Secret is mounted, and the file that rclone reads, which is in memory. */
export const SECRET_FOLDER = '/etc/store';
export const CONFIG_FOLDER = '/run/store';
export const CONFIG_FILE = `${CONFIG_FOLDER}/rclone.conf`;

/**
 * Writes the Secret's keys into rclone's configuration, then runs rclone. Variables of a process are in its core dumps,
 * its children and /proc; a file in memory is not, and rclone may write a renewed token into it.
 *
 * In backquotes rclone reads a value as it is, but for %(NAME)s. JSON may have several lines; nothing else can.
 */
export const WITH_CREDENTIALS = `set -eu
umask 077
{
  echo '[store]'
  for file in ${SECRET_FOLDER}/*; do
    key=\${file##*/}
    value=$(cat "$file")
    case $value in '{'*) value=$(printf %s "$value" | tr '\\n' ' ');; esac
    case $value in
      *'%('* | *'\`'* | *'
'*)
        printf '%s' "the key $key of the store's Secret has a line break, a backquote or %(, " >&2
        echo "which rclone's configuration cannot hold" >&2
        exit 1;;
    esac
    printf '%s = \`%s\`\\n' "$(printf %s "$key" | tr A-Z a-z)" "$value"
  done
} >${CONFIG_FILE}
exec "$@"`;
