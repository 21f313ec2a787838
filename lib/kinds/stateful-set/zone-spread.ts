import type { TopologySpreadConstraint } from 'kubernetes-types/core/v1';
import { spread } from '../../resources/spread';

/** How strictly the pods of a store are spread over zones. */
export enum ZoneSpread {
  /** As evenly as there is room. */
  PREFERRED = 'ScheduleAnyway',

  /** Evenly, or a pod waits; also on a cluster whose nodes have no zone. */
  REQUIRED = 'DoNotSchedule',
}

/** Over nodes the pods are spread as there is room in any case. */
export function spreadOverZones(podLabels: Record<string, string>, zones: ZoneSpread): TopologySpreadConstraint[] {
  const [overZones, ...rest] = spread(podLabels);
  return [{ ...overZones, whenUnsatisfiable: zones }, ...rest];
}
