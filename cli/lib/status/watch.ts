import { setMaxListeners } from 'node:events';
import { ClusterStatus, Scope, statusOf } from './gather';
import { Health } from './health';
import { LiveLists } from './live-lists';
import { lastLines, LogLines } from './log-lines';
import { needsPerson, statusText } from './text';
import { ClusterReader } from '../cluster/cluster-reader';
import { visible, visibleLines } from '../cluster/visible';
import { Answer, Context } from '../command';
import { CouldNot, Outcome } from '../outcome';
import { Style } from '../output/style';

/** How often it is judged: at each change, but not more often, and when time has passed, since patience ends. */
const [AT_MOST_MS, AT_LEAST_MS] = [1000, 3000];
/** For how long something must need a person, or not be there at all, before that is the outcome. */
const [SURE_MS, APPEARS_MS] = [5000, 60_000];

/** Follows workloads until all are as they shall be, or one needs a person. */
export async function followRollout(cluster: ClusterReader, scope: Scope, context: Context, seconds: number): Promise<Answer> {
  const end = new AbortController();
  // One for each watch.
  setMaxListeners(0, end.signal);
  context.signal.addEventListener('abort', () => end.abort());
  const lists = new LiveLists(cluster, scope.namespaces, end.signal);
  const wake = wakerOf(lists, end.signal);
  const begun = Date.now();
  const told = new Map<string, string>();
  try {
    for (let wrongSince: number | undefined; ; ) {
      const now = Date.now();
      const status = await statusOf(cluster, scope, await lists.snapshot(now));
      if (context.signal.aborted) throw new CouldNot('It was interrupted.', 'Run it again.');
      if (!context.json) tell(status, told, context);
      if (status.workloads.length === 0 && scope.expected === undefined) {
        throw new CouldNot('There is nothing to '
        + 'follow.', 'Name a workload, or its namespace with -n.');
      }
      const wrong = status.workloads.filter(needsPerson);
      wrongSince = wrong.length === 0 ? undefined : (wrongSince ?? now);
      const onlyMissing = wrong.every(({ health }) => health === Health.MISSING);
      const sure = wrongSince !== undefined && now - wrongSince >= (onlyMissing ? APPEARS_MS : SURE_MS);
      const done = status.workloads.every(({ health }) => SETTLED.has(health));
      const late = now - begun > seconds * 1000;
      if (done || sure || late) {
        return answer(status, await lastLines(cluster, status), done, late && !sure ? seconds : undefined);
      }
      await wake();
    }
  } finally {
    end.abort();
  }
}

const SETTLED: ReadonlySet<Health> = new Set([Health.READY, Health.COMPLETE, Health.IDLE]);

/** A line for each change of a workload. */
function tell({ workloads }: ClusterStatus, told: Map<string, string>, { say }: Context): void {
  for (const { namespace, name, health, summary, findings } of workloads) {
    const line = `${namespace}/${name}: ${health}, ${summary}${findings.length > 0 ? `; ${findings[0].what}` : ''}`;
    if (told.get(`${namespace}/${name}`) !== line) say(visible(`${new Date().toISOString().slice(11, 19)} ${line}`));
    told.set(`${namespace}/${name}`, line);
  }
}

function answer(status: ClusterStatus, logs: readonly LogLines[], done: boolean, late: number | undefined): Answer {
  const now = Date.now();
  return {
    outcome: done ? Outcome.FINE : Outcome.FOUND,
    data: { ...status, outcome: done ? 'done' : late === undefined ? 'failed' : 'late', logs },
    text: style =>
      [
        statusText(status, style, now),
        ...logs.map(each => logText(each, style)),
        ...(late === undefined ? [] : [`It was not done within ${late} s.`]),
      ].join('\n\n'),
  };
}

function logText({ namespace, pod, container, lines }: LogLines, style: Style): string {
  const head = `The last lines of ${namespace}/${pod}, container ${container}:`;
  return [style.bold(visible(head)), ...lines.map(line => `  ${visibleLines(line)}`)].join('\n');
}

/** Waits for a change, for a while. */
function wakerOf(lists: LiveLists, signal: AbortSignal): () => Promise<void> {
  let changed = false;
  let wake: () => void = () => undefined;
  lists.onChange(() => {
    changed = true;
    wake();
  });
  signal.addEventListener('abort', () => wake());
  return async () => {
    await new Promise(resolve => setTimeout(resolve, AT_MOST_MS));
    if (!changed && !signal.aborted) {
      await new Promise<void>(resolve => {
        const timer = setTimeout(resolve, AT_LEAST_MS - AT_MOST_MS);
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
    changed = false;
  };
}
