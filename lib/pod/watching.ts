import type { Container } from 'kubernetes-types/core/v1';
import { Application } from './application';
import { WatchedFile } from './pod-contents';
import { PodPlan } from './pod-plan';
import { kubeletText } from '../languages/kubelet';
import { shellWord, shellWords } from '../languages/shell';
import { must, Problem } from '../validation/problem';

/*
 * A container cannot signal another one, unless they share a process namespace and a user. So a shell runs the
 * application, watches its files and signals it.
 */

/**
 * Checks every two seconds; kills an application that does not stop in time after SIGTERM. It waits twice, since a shell's
 * `wait` also returns when a signal arrives.
 */
function script(files: WatchedFile[], stopSeconds: number): string {
  const signals = [...new Set(files.map(({ signal }) => signal))];
  const watched = (signal: string) => files.filter(file => file.signal === signal).map(({ path }) => path);
  return `watch() {
  signal=$1; shift
  before=$(cat "$@")
  while sleep 2; do
    after=$(cat "$@")
    if [ "$after" = "$before" ]; then continue; fi
    before=$after
    kill -"$signal" "$child"
    if [ "$signal" = TERM ]; then sleep ${stopSeconds}; kill -KILL "$child"; fi
  done
}
"$@" & child=$!
trap 'kill "$child"' TERM INT
${signals.map(signal => `watch ${shellWord(signal)} ${kubeletText(shellWords(watched(signal)))} &`).join('\n')}
wait "$child"; code=$?
if kill -0 "$child" 2>/dev/null; then wait "$child"; code=$?; fi
exit "$code"`;
}

export function watchingApplication(container: Container, files: WatchedFile[], stopSeconds: number): Container {
  return { ...container, command: ['sh', '-c', script(files, stopSeconds), 'sh', ...(container.command ?? [])] };
}

/** A shell cannot run a command that only the image defines. */
export function watchingProblems(app: Application, plan: PodPlan): Problem[] {
  const paths = plan._read().watchedFiles.map(({ path }) => path);
  if (paths.length === 0) return [];
  return [
    ...must(app.container.spec.command !== undefined, {
      field: 'container.command',
      value: paths,
      rule: 'must be set, so that a shell can run it and signal it when these files change',
      fix: 'Write the command (the image needs "sh"), or let the application read them again: OnChange.READ_ANEW.',
    }),
    ...must(!app.runsToCompletion, {
      field: 'onChange',
      value: paths,
      rule: 'has no effect in pods that run to completion: their files do not change after the start',
      fix: 'Leave onChange out.',
    }),
  ];
}
