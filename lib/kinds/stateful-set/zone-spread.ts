import type { TopologySpreadConstraint } from 'kubernetes-types/core/v1';
import { spread } from '../../resources/spread';

/** How strictly the pods of a store are spread over zones. */
export enum ZoneSpread {
  /** As evenly as capacity allows. */
  PREFERRED = 'ScheduleAnyway',

  /** Evenly, or pods stay pending. On a cluster whose nodes have no zone, all pods stay pending. */
  REQUIRED = 'DoNotSchedule',
}

/** The spread over nodes is always as even as capacity allows. */
export function spreadOverZones(podLabels: Record<string, string>, zones: ZoneSpread): TopologySpreadConstraint[] {
  const [overZones, ...rest] = spread(podLabels);
  return [{ ...overZones, whenUnsatisfiable: zones }, ...rest];
}
