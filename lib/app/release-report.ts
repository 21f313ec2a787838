import { IConstruct } from 'constructs';
import { Platform } from '../platform/platform';
import { changesFor } from '../releases/changes';
import { stepOf } from '../releases/rollout-share';
import { Channel } from '../requirements/channel';
import { workloadPath } from '../resources/names';
import { WorkloadIntent } from '../runtime/workload-intent';
import { scopeOf } from '../tree/scope';
import { allRegistered, Registered } from '../workloads/registry';

/** Which release a workload is on, and which one it moves to. */
export interface WorkloadRelease {
  /** Its cluster, namespace and name, such as `prod-east/pinboard/api`. */
  readonly workload: string;

  /** Its kind, such as `PinterestService`. */
  readonly kind: string;

  /** Its channel, such as `stable`. */
  readonly channel: string;

  /** The release that it is on. */
  readonly release: string;

  /** The release that its channel moves to, if it is not there yet. */
  readonly next?: string;

  /** The step at which it moves there, such as `50 %`. */
  readonly movesAt?: string;

  /** The release that it was on before its channel's move. */
  readonly previous?: string;

  /** What the move changes for it. */
  readonly changes: string[];
}

/** Which workload of an app is on which release, what moves, and what the move changes. Commit it with the manifests. */
export class ReleaseReport {
  /** The report of all workloads of a construct's app. */
  public static of(scope: IConstruct): ReleaseReport {
    return new ReleaseReport(allRegistered(scopeOf(scope, 'ReleaseReport.of')).map(stateOf));
  }

  private constructor(
    /** Sorted by cluster, namespace and name. */
    public readonly workloads: WorkloadRelease[],
  ) {}

  /** A line for each workload, and below it one for each change; aligned, for people. */
  public toString(): string {
    const rows = this.workloads.map(each => [each.workload, each.kind, each.channel, each.release, movementOf(each)]);
    const widths = [0, 1, 2, 3].map(column => Math.max(0, ...rows.map(row => row[column].length)));
    return rows.map((row, n) => [
      row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ').trimEnd(),
      ...this.workloads[n].changes.map(change => `  ${change}`),
    ].join('\n') + '\n').join('');
  }
}

function movementOf({ next, movesAt, previous }: WorkloadRelease): string {
  if (previous) return `moved from ${previous}`;
  return next ? `moves to ${next} at ${movesAt}` : '';
}

function stateOf({ construct, intent, channel }: Registered): WorkloadRelease {
  const workload = workloadPath(intent.cluster.name, intent.namespace, intent.name);
  const move = moveOf(Platform.of(construct), channel, workload, intent);
  return { workload, kind: intent.kind, channel: channel.name, release: intent.release, ...move };
}

type Move = Pick<WorkloadRelease, 'next' | 'movesAt' | 'previous' | 'changes'>;

function moveOf(platform: Platform, channel: Channel, workload: string, intent: WorkloadIntent): Move {
  const rollout = platform.rolloutOf(channel);
  const [from, to] = [platform.releaseBefore(channel), rollout?.to]
    .map(name => platform.releases.find(release => release.name === name));
  if (!rollout || !from || !to) return { changes: [] };
  const changes = changesFor(intent, from, to);
  return intent.release === to.name
    ? { previous: from.name, changes }
    : { next: to.name, movesAt: `${stepOf(workload, to.name)}`, changes };
}
