import { App } from 'cdk8s';
import { Origin, PinterestChart, PinterestWorkloadProps } from 'cdk8s-pinterest';
import { Platform } from 'cdk8s-pinterest/platform';
import { Construct } from 'constructs';
import { declaredCallers } from '../../lib/workloads/declared-callers';
import { declaredPorts } from '../../lib/workloads/declared-ports';
import { intend } from '../../lib/workloads/intent';
import { KindTraits } from '../../lib/workloads/kind-traits';
import { openPorts } from '../../lib/workloads/open-ports';
import { place } from '../../lib/workloads/placement';
import { plan } from '../../lib/workloads/plan';
import { clusterOf, OWNER, World } from '../synth';

export const KIND = 'Kind';

/** The first steps of a workload `api` in the namespace `shop`, one by one. */
export function steps(
  props: Partial<PinterestWorkloadProps> = {}, traits: Partial<KindTraits> = {}, { offered, ...world }: World = {}, id = 'api',
) {
  const app = new App();
  new Platform({ clusters: [clusterOf(world)], releases: offered, today: '2026-11-24' }).attach(app);
  const scope = new Construct(new PinterestChart(app, 'chart', { namespace: 'shop', owner: OWNER }), id);
  const all = { container: { image: 'x:1', portNumber: 8080 }, ...props };
  const kind = { kind: KIND, ...traits };
  const placement = place(scope, all);
  const callers = declaredCallers(kind.callers ?? [], placement);
  const ports = openPorts(declaredPorts(all, kind.protocol, kind.probedPorts), { placement, traits: kind, callers });
  const intent = intend(placement, all, kind, ports, callers);
  const planned = plan(scope, intent, placement, all, kind, Origin.kind(KIND));
  return { app, scope, props: all, traits: kind, placement, callers, ports, intent, planned };
}
