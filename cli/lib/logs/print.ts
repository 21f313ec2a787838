import { logLine, LogLine, logLines, merged } from './log-line';
import { indexOf } from './select-pods';
import { ClusterReader, LogSelection } from '../cluster/cluster-reader';
import { visible, visibleLines } from '../cluster/visible';
import { Answer, Context } from '../command';
import { CouldNot, Outcome } from '../outcome';
import { Style } from '../output/style';
import { Pod } from '../status/snapshot/objects';

/** A pod, and which of its logs. */
export interface Chosen {
  readonly pod: Pod;
  readonly container: string;
}

/** What there is now. */
export async function readLogs(
  cluster: ClusterReader, chosen: readonly Chosen[], selection: LogSelection, { say }: Context, timestamps: boolean,
): Promise<Answer> {
  const found = await Promise.all(chosen.map(async ({ pod: { metadata: { namespace = '', name } }, container }) => ({
    name, container, log: await cluster.log(namespace, name, { ...selection, container }),
  })));
  const failed = found.flatMap(({ name, log: { failure } }) => (
    failure === undefined ? [] : [{ pod: name, message: failure.message }]
  ));
  if (failed.length === found.length) {
    throw new CouldNot(`No log can be read: ${failed[0].message}.`, 'Without --previous, or later, there may be one.');
  }
  const lines = merged(found.map(({ name, container, log }) => logLines(log.value ?? '', name, container)));
  if (lines.length === 0) say(visible(emptyText(found.filter(({ log }) => log.failure === undefined), selection)));
  return {
    outcome: Outcome.FINE,
    data: { lines, failed },
    text: style => [
      ...lines.map(line => lineText(line, chosen, timestamps, style)),
      ...failed.map(({ pod, message }) => style.yellow(visible(`${pod}: ${message}`))),
    ].join('\n'),
  };
}

/** Nothing on the screen might be a fault of the command, too. */
function emptyText(
  read: readonly { readonly name: string; readonly container: string }[], { sinceSeconds }: LogSelection,
): string {
  const [{ name, container }] = read;
  const whose = read.length === 1 ? name : `${read.length} pods`;
  const rest = sinceSeconds === undefined ? 'is empty' : `has no line of the last ${sinceSeconds} s`;
  return `The log of ${whose}, container ${container}, ${rest}.`;
}

/** What there is now, and what comes. */
export async function followLogs(
  cluster: ClusterReader, chosen: readonly Chosen[], selection: LogSelection, { json, write, style, say, signal }: Context,
  timestamps: boolean,
): Promise<Answer> {
  if (json) throw new CouldNot('--follow has no end that JSON could have.', 'Leave out one of --follow and --output json.');
  await Promise.all(chosen.map(async ({ pod: { metadata: { namespace = '', name } }, container }) => {
    const ended = await cluster.followLog(namespace, name, { ...selection, container }, text => {
      write(`${lineText(logLine(text, name, container), chosen, timestamps, style)}\n`);
    });
    if (!signal.aborted) say(visible(`${name}: ${ended.failure?.message ?? 'its log has ended'}`));
  }));
  return { outcome: Outcome.FINE, data: {}, text: () => '' };
}

/** One pod needs no name; the pods of a job are known by their numbers. */
function lineText({ pod, time, text }: LogLine, chosen: readonly Chosen[], timestamps: boolean, style: Style): string {
  const which = chosen.find(each => each.pod.metadata.name === pod)?.pod;
  const index = which && indexOf(which);
  const name = chosen.length === 1 ? '' : `${style.cyan(visible(index === undefined ? pod : `${pod} (${index})`))} `;
  return `${name}${timestamps ? `${visible(time)} ` : ''}${visibleLines(text)}`;
}
