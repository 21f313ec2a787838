import type { Container, Volume } from 'kubernetes-types/core/v1';
import { Application } from './application';
import { WatchedFile } from './pod-contents';
import { PodPlan } from './pod-plan';
import { kubeletText } from '../languages/kubelet';
import { passOnStop, shellWord, shellWords } from '../languages/shell';
import { must, Problem } from '../validation/problem';
import { asString } from '../validation/words';

/*
 * A container cannot signal another one, unless they share a process namespace and a user. So a shell runs the
 * application, watches its files and signals it.
 *
 * A secret changes in all pods of a service at about the same time, and may change again at once. So each pod restarts at a
 * random time within a spread, once its files rest, and not again for ten minutes: a container that ends more often than that is
 * held back by the kubelet.
 */

const TERM = 'TERM';
const FOLDER = '/var/run/restarts';
const RESTARTS_MOUNT = { name: 'restarts', mountPath: FOLDER };

/** Remembers the last restart; a container forgets it. */
export const RESTARTS_VOLUME: Volume = { name: RESTARTS_MOUNT.name, emptyDir: { sizeLimit: '1Mi' } };

const SECONDS_BETWEEN_RESTARTS = 600;
const SECONDS_BETWEEN_SIGNALS = 10;

/** Files that change more often than this are waited for, up to a minute. */
const SECONDS_OF_REST = 5;
const WAITS_FOR_REST = 12;

/** Times are in seconds since the node's start. A restart is left out if the files are as they were. */
const RESTART = `now() { read -r up rest </proc/uptime; up=\${up%%.*}; }
restart() {
  spread=$1 stop=$2; shift 2
  read -r random </proc/sys/kernel/random/uuid; random=\${random%%-*}
  sleep $((0x\${random#????} % (spread + 1)))
  waits=0; settled=
  until [ "$settled" = "$after" ] || [ "$waits" = ${WAITS_FOR_REST} ]; do
    settled=$after; sleep ${SECONDS_OF_REST}; after=$(cat "$@"); waits=$((waits + 1))
  done
  now
  if read -r last 2>/dev/null <${FOLDER}/last && [ "$last" -le "$up" ] && [ $((up - last)) -lt ${SECONDS_BETWEEN_RESTARTS} ]; then
    sleep $((last + ${SECONDS_BETWEEN_RESTARTS} - up))
  fi
  if [ "$(cat "$@")" = "$before" ]; then return; fi
  now; echo "$up" 2>/dev/null >${FOLDER}/last
  kill -TERM "$child"; sleep "$stop"; kill -KILL "$child"
}
`;

/**
 * Checks every two seconds; kills an application that does not stop in time after SIGTERM. It waits again, since a shell's
 * `wait` also returns when a signal arrives. Files are read before the application starts: no change is missed.
 */
function script(files: WatchedFile[], stopSeconds: number): string {
  const signals = [...new Set(files.map(({ signal }) => signal))];
  const watched = (signal: string) => (
    kubeletText(shellWords(files.filter(file => file.signal === signal).map(({ path }) => path)))
  );
  const spread = Math.max(0, ...files.map(({ spreadSeconds = 0 }) => spreadSeconds));
  return `${restarts(files) ? RESTART : ''}watch() {
  before=$1 signal=$2; shift 2
  while sleep 2; do
    after=$(cat "$@")
    if [ "$after" = "$before" ]; then continue; fi
    if [ "$signal" = TERM ]; then restart ${spread} ${stopSeconds} "$@"; continue; fi
    before=$after
    kill -"$signal" "$child"
    sleep ${SECONDS_BETWEEN_SIGNALS}
  done
}
${signals.map(signal => `before_${signal}=$(cat ${watched(signal)})`).join('\n')}
"$@" & child=$!
${passOnStop()}
${signals.map(signal => `watch "$before_${signal}" ${shellWord(signal)} ${watched(signal)} &`).join('\n')}
wait "$child"; code=$?
while kill -0 "$child" 2>/dev/null; do wait "$child"; code=$?; done
exit "$code"`;
}

/** Whether the application restarts when one of its files changes. */
export function restarts(files: WatchedFile[]): boolean {
  return files.some(({ signal }) => signal === TERM);
}

export function watchingApplication(container: Container, files: WatchedFile[], stopSeconds: number): Container {
  return {
    ...container,
    command: ['sh', '-c', script(files, stopSeconds), 'sh', ...(container.command ?? [])],
    ...(restarts(files) && { volumeMounts: [...(container.volumeMounts ?? []), RESTARTS_MOUNT] }),
  };
}

/** A shell cannot run a command that only the image defines. */
export function watchingProblems(app: Application, plan: PodPlan): Problem[] {
  const { watchedFiles } = plan._read();
  const paths = watchedFiles.map(({ path }) => path);
  if (paths.length === 0) return [];
  return [
    ...must(app.container.spec.command !== undefined, {
      field: 'container.command',
      value: paths,
      rule: 'must be set, so that a shell can run it and signal it when these files change',
      fix: 'Write the command (the image needs "sh"), or let the application read them again: OnChange.READ_ANEW.',
    }),
    ...watchedFiles.flatMap(({ path, spreadSeconds = 0 }) => must(
      Number.isInteger(spreadSeconds) && spreadSeconds >= 0 && spreadSeconds <= 3600, {
        field: 'onChange',
        value: `${asString(path)} within ${spreadSeconds} s`,
        rule: 'must be whole seconds, from 0 to 3600',
        fix: 'Write for example OnChange.restartWithin(Duration.minutes(5)).',
      },
    )),
    ...must(!app.runsToCompletion, {
      field: 'onChange',
      value: paths,
      rule: 'has no effect in pods that run to completion: their files do not change after the start',
      fix: 'Leave onChange out.',
    }),
  ];
}
