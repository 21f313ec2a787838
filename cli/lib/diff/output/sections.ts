import { driftSection } from './drift-section';
import { callerSection, podSection, refusalSection } from './effect-sections';
import { Section } from './line';
import { objectSection } from './object-section';
import { resourceSection } from './resource-section';
import { undecidedSection } from './undecided-section';
import { workloadSection } from './workload-section';
import { Comparison } from '../comparison';

/** First what is meant and what it does, then object by object; only what there is something to say of. */
export function sectionsOf(comparison: Comparison): Section[] {
  const { workloads, refusals, restarts, resources, totals, callers, objects, drift, undecided, knowsLines } = comparison;
  return [
    workloadSection(workloads, knowsLines),
    driftSection(drift),
    refusalSection(refusals),
    podSection(restarts),
    resourceSection(resources, totals),
    callerSection(callers),
    objectSection(objects),
    undecidedSection(undecided),
  ].filter(({ lines }) => lines.length > 0);
}
