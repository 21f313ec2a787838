import { StartOrder } from './start-order';
import { STORE_UPDATE_SHAPE } from './stateful-set-update';
import { ZoneSpread } from './zone-spread';
import { TrafficProtocol } from '../../ports/traffic-protocol';
import { SCALING_SHAPE } from '../../scaling/scaling-shape';
import { CLAIM_SHAPE } from '../../storage/claim';
import { eachOf, having, oneOf, optional, text } from '../../validation/judge';
import { KINDS } from '../../validation/kinds';
import { NUMBER } from '../../validation/scalars';
import { EXPOSURE_SHAPE } from '../../workloads/exposure';
import { SERVED_FIELDS } from '../../workloads/service-shape';
import { TRAFFIC_SHAPE } from '../../workloads/traffic-problems';
import { workloadShape } from '../../workloads/workload-shape';

/** What a PinterestStatefulSet is given. */
export const STORE_SHAPE = workloadShape({
  ...SERVED_FIELDS,
  exposure: optional(EXPOSURE_SHAPE),
  governingService: optional(text(KINDS.serviceName)),
  replicas: optional(NUMBER),
  scaling: optional(SCALING_SHAPE),
  updateFrom: optional(NUMBER),
  quorum: optional(NUMBER),
  update: optional(STORE_UPDATE_SHAPE),
  storage: optional(eachOf(CLAIM_SHAPE)),
  protocol: optional(oneOf(TrafficProtocol, 'TrafficProtocol')),
  traffic: optional(TRAFFIC_SHAPE),
  retention: optional(having('deletesWhenDeleted', 'a ClaimRetention', 'ClaimRetention.RETAIN')),
  startOrder: optional(oneOf(StartOrder, 'StartOrder')),
  zones: optional(oneOf(ZoneSpread, 'ZoneSpread')),
});
