import { objectName } from './effect-sections';
import { Line, Section } from './line';
import { groupBy } from '../../group-by';
import { ClusterTotal } from '../comparison';
import { several } from './words';
import { Amounts, PodResources } from '../effects/pod-resources';
import { PodCount } from '../effects/pod-templates';
import { quantityText } from '../effects/quantity';
import { allOf, ResourceChange, Taken, Total } from '../effects/resource-changes';
import { isEqual } from '../fields/values';

const KINDS = ['requests', 'limits'] as const;

/** What pods take before and after, of each workload and of each cluster. */
export function resourceSection(changes: readonly ResourceChange[], totals: readonly ClusterTotal[]): Section {
  const alike = groupBy(changes, ({ before, after, object }) => JSON.stringify([before, after, object.kind]));
  const rows = [...alike.values()].flatMap(group => [
    [several(group.map(({ object }) => objectName(object)), 3) + (group.length > 1 ? ', each' : '')],
    ...rowsOf(group[0]).map(row => ['', ...row]),
  ]);
  const ofClusters = totals.flatMap(({ cluster, before, after }) => {
    const own = KINDS.flatMap(which => rangeRows(which, before[which], after[which]));
    return own.length === 0 ? [] : [[cluster === '' ? 'In all' : `In all on ${cluster}`], ...own.map(row => ['', ...row])];
  });
  return { title: 'Requests and limits', lines: tableLines([...rows, ...ofClusters]) };
}

function rowsOf({ before, after }: ResourceChange): string[][] {
  const pods = isEqual(before?.pods, after?.pods) ? [] : [['pods', `${podsText(before)} → ${podsText(after)}`]];
  return [...pods, ...KINDS.flatMap(which => {
    const [was, is] = [before?.pod[which] ?? {}, after?.pod[which] ?? {}];
    const [wasAll, isAll] = [before && allOf(before)[which], after && allOf(after)[which]];
    return namesOf(was, is).flatMap(name => {
      const [one, other] = [shown(name, before && was), shown(name, after && is)];
      const inAll = rangeRows('', pick(wasAll, name), pick(isAll, name))[0]?.[1];
      if (one === other && inAll === undefined) return [];
      const ofPod = one === other ? `${other} a pod` : `${one} → ${other} a pod`;
      const known = (after ?? before)!.pods !== undefined && inAll !== undefined;
      return [[`${which} ${name}`, ofPod, known ? `${inAll} in all` : '']];
    });
  })];
}

/** Rows of what differs between two ranges. */
function rangeRows(which: string, before: Range, after: Range): string[][] {
  return namesOf(before.max, after.max).flatMap(name => {
    const [was, is] = [rangeText(name, before), rangeText(name, after)];
    return was === is ? [] : [[`${which} ${name}`.trim(), `${was} → ${is}`]];
  });
}

type Range = Total['requests'];

function pick(range: Range | undefined, name: string): Range {
  const only = (amounts: Amounts | undefined) => ({ [name]: amounts?.[name] ?? 0 });
  return { min: only(range?.min), max: only(range?.max) };
}

function rangeText(name: string, { min, max }: Range): string {
  const [least, most] = [min[name] ?? 0, max[name] ?? 0].map(each => quantityText(name, each));
  return least === most ? most : `${least} to ${most}`;
}

function shown(name: string, amounts: PodResources['requests'] | undefined): string {
  return amounts?.[name] === undefined ? 'none' : quantityText(name, amounts[name]);
}

function podsText(taken: Taken | undefined): string {
  if (taken === undefined) return 'none';
  return taken.pods === undefined ? 'one on each node' : rangeOf(taken.pods);
}

function rangeOf({ min, max }: PodCount): string {
  return min === max ? `${max}` : `${min} to ${max}`;
}

function namesOf(one: Amounts, other: Amounts): string[] {
  return [...new Set([...Object.keys(one), ...Object.keys(other)])].sort();
}

/** A row of one cell is a title. */
function tableLines(rows: readonly string[][]): Line[] {
  const widths = [1, 2].map(column => Math.max(0, ...rows.map(row => row[column]?.length ?? 0)));
  return rows.map(([title, ...cells]) => cells.length === 0
    ? { indent: 1, text: title }
    : { indent: 3, text: cells.map((cell, n) => cell.padEnd(widths[n] ?? 0)).join('   ').trimEnd() });
}
