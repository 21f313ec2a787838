import { WorkloadStatus } from './evaluate';
import { Finding, Urgency, Whose } from './finding';
import { ClusterStatus } from './gather';
import { Health } from './health';
import { NotRead } from './not-read';
import { inWords, secondsSince } from './time';
import { visible } from '../cluster/visible';
import { Style } from '../output/style';

/** The lines of a status: by owner, the worst first. What the cluster says cannot write to the terminal. */
export function statusText({ workloads, notRead }: ClusterStatus, style: Style, now: number): string {
  const blocks = byTeam(workloads).map(([team, some]) => teamText(team, some, style, now));
  const [many, attention] = [workloads.length, workloads.filter(needsPerson).length];
  const sum =
    many === 0
      ? 'There are no workloads of the library here.'
      : `${many} workload${many === 1 ? '' : 's'}, ${attention === 0 ? 'none' : attention} of which `
        + `need${attention === 1 || attention === 0 ? 's' : ''} somebody.`;
  return [...blocks, ...notReadText(notRead, style), sum].join('\n\n');
}

/** Whether somebody has to look after it. */
export function needsPerson({ health }: WorkloadStatus): boolean {
  return [Health.FAILED, Health.DEGRADED, Health.MISSING, Health.UNKNOWN].includes(health);
}

/** Teams in the order of their worst workloads, which is that of the list. */
function byTeam(workloads: readonly WorkloadStatus[]): [string, WorkloadStatus[]][] {
  const teams = new Map<string, WorkloadStatus[]>();
  for (const workload of workloads) {
    const team = workload.team ?? '';
    teams.set(team, [...(teams.get(team) ?? []), workload]);
  }
  return [...teams];
}

function teamText(team: string, workloads: readonly WorkloadStatus[], style: Style, now: number): string {
  const contact = workloads.find(each => each.contact !== undefined)?.contact;
  const head = team === '' ? 'Without an owner' : `${visible(team)}${contact === undefined ? '' : ` (${visible(contact)})`}`;
  const name = (each: WorkloadStatus) => visible(`${each.namespace}/${each.name}`);
  const widest = Math.max(...workloads.map(each => name(each).length));
  const lines = workloads.flatMap(each => [
    `  ${colourOf(each.health, style)(each.health.toUpperCase().padEnd(11))} ${name(each).padEnd(widest)}  `
      + `${visible(each.summary)}`,
    ...each.findings.flatMap(finding => findingLines(finding, style, now)),
  ]);
  return [style.bold(head), ...lines].join('\n');
}

/** What, since when, whose, and what to do. */
export function findingLines({ urgency, what, since, whose, step, pods = [] }: Finding, style: Style, now: number): string[] {
  const [first, ...more] = pods;
  const where = first === undefined ? [] : [more.length === 0 ? first : `${first} and ${more.length} more`];
  const time = since === undefined ? [] : [`for ${inWords(secondsSince(since, now))}`];
  const where2 = [...where, ...time].length === 0 ? '' : ` (${[...where, ...time].join(', ')})`;
  const mark = MARKS[urgency];
  return [
    style.wrap(visible(`${mark} ${what}${where2}`), '    '),
    style.wrap(
      visible(`${urgency === Urgency.ITSELF ? 'Usually ends by itself; else' : 'Whose:'} ${whoseText(whose)}.`),
      '      ',
    ),
    style.wrap(visible(`Next: ${step}`), '      '),
  ];
}

const MARKS: Readonly<Record<Urgency, string>> = { [Urgency.PERSON]: '!', [Urgency.ITSELF]: '~', [Urgency.UNKNOWN]: '?' };

export function whoseText(whose: Whose): string {
  switch (whose.part) {
    case 'application':
      return "the application's";
    case 'platform':
      return `the platform's (${whose.component})`;
    case 'cluster':
      return "the cluster's";
  }
}

function colourOf(health: Health, style: Style): (text: string) => string {
  if (health === Health.FAILED || health === Health.MISSING) return style.red;
  if (health === Health.DEGRADED || health === Health.UNKNOWN) return style.yellow;
  return health === Health.PROGRESSING ? style.cyan : style.green;
}

function notReadText(notRead: readonly NotRead[], style: Style): string[] {
  if (notRead.length === 0) return [];
  const lines = notRead.map(({ what, namespace, failure }) =>
    style.wrap(visible(`? ${what}${namespace === undefined ? '' : ` in ${namespace}`}: ${failure.message}`), '  '),
  );
  return [[style.bold('Not looked at'), ...lines].join('\n')];
}
