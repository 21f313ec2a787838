import {
  ClaimRetention, DaemonUpdate, DeploymentUpdate, HostAccess, KedaTrigger, PinterestDaemon, PinterestService,
  PinterestStatefulSet, Scaling, ScalingPolicy, ServiceClaim, StartOrder, StatefulSetUpdate, Toleration, TrafficProtocol,
  ZoneSpread,
} from 'cdk8s-pinterest';
import { PercentOrAbsolute } from 'cdk8s-plus-27';
import { Dice } from '../dice';
import { Build } from './build';
import { claimOf, propsOf } from './common';
import { callersOf, exposureOf, serviceMakers } from './network';
import { labelsOf, nameOf, secondsOf } from './pod';

/** What answers calls. */
export const SERVED: Record<string, Build> = {
  'service': (chart, id, dice) => new PinterestService(chart, id, {
    ...propsOf(dice, true), ...dice.some<any>({
      ...servedMakers(dice),
      scaling: () => scalingOf(dice),
      update: () => dice.pick([
        () => DeploymentUpdate.RECREATE,
        () => DeploymentUpdate.rolling({ maxSurge: amountOf(dice), maxUnavailable: amountOf(dice) }),
      ])(),
      claims: () => dice.several(() => dice.chance(0.5)
        ? ServiceClaim.of(claimOf(dice)) : ServiceClaim.existing(nameOf(dice), '/uploads'), 2),
    }),
  }),
  'stateful set': (chart, id, dice) => new PinterestStatefulSet(chart, id, {
    ...propsOf(dice, true), ...dice.some<any>({
      ...servedMakers(dice),
      replicas: () => dice.number(1, 9),
      quorum: () => dice.number(1, 3),
      storage: () => dice.several(() => claimOf(dice), 2),
      retention: () => dice.value(ClaimRetention.RETAIN, ClaimRetention.DELETE_WHEN_SCALED),
      startOrder: () => dice.value(StartOrder.PARALLEL, StartOrder.ORDERED),
      updateFrom: () => dice.number(0, 4),
      update: () => dice.chance(0.5) ? StatefulSetUpdate.ON_DELETE : StatefulSetUpdate.rolling({
        maxUnavailable: dice.number(1, 3),
      }),
      zones: () => dice.value(ZoneSpread.REQUIRED, ZoneSpread.PREFERRED),
      governingService: () => nameOf(dice),
    }),
  }),
  'daemon': (chart, id, dice) => new PinterestDaemon(chart, id, {
    ...propsOf(dice, true), ...dice.some<any>({
      callers: () => callersOf(dice),
      nodeSelector: () => labelsOf(dice),
      tolerations: () => [dice.chance(0.5) ? Toleration.everything() : Toleration.taint({ key: dice.text('spot') })],
      update: () => DaemonUpdate.unavailable(amountOf(dice)),
      host: () => dice.several(() => dice.pick([
        () => HostAccess.path({ path: dice.text('/var/log', '/sys'), reason: dice.text('reads') }),
        () => HostAccess.network(dice.text('sees all')),
        () => HostAccess.port(dice.number(1, 65535), dice.text('is asked')), () => HostAccess.root(dice.text('the files are')),
      ])(), 2),
    }),
  }),
};

const amountOf = (dice: Dice) => dice.chance(0.5)
  ? PercentOrAbsolute.percent(dice.number(1, 100)) : PercentOrAbsolute.absolute(dice.number(1, 5));

const servedMakers = (dice: Dice): any => ({
  ...serviceMakers(dice),
  callers: () => callersOf(dice), exposure: () => exposureOf(dice), drain: () => secondsOf(dice, 1, 300),
  protocol: () => dice.value(TrafficProtocol.HTTP, TrafficProtocol.HTTP2, TrafficProtocol.TCP),
});

function scalingOf(dice: Dice): Scaling {
  const min = dice.number(1, 5);
  const between = () => Scaling.between(min, min + dice.number(0, 20)).onCpu(dice.number(1, 100));
  return dice.pick([
    () => Scaling.fixed(dice.number(0, 9)), between,
    () => between().onMemory(dice.number(1, 100)).onExternalMetric({
      metric: dice.text('queue_length'), labels: labelsOf(dice), average: dice.number(1, 99),
    }),
    () => between().behaving({
      scaleDown: {
        stabilization: secondsOf(dice, 0, 3600), policies: [ScalingPolicy.pods(dice.number(1, 9), secondsOf(dice, 1, 1800))],
      },
    }),
    () => Scaling.keda({
      max: dice.number(1, 20),
      triggers: [KedaTrigger.of(dice.text('kafka'), labelsOf(dice), dice.some<any>({ authentication: () => nameOf(dice) }))],
      ...dice.some<any>({
        min: () => dice.number(0, 2), pollingInterval: () => secondsOf(dice, 1, 60), cooldown: () => secondsOf(dice, 1, 600),
      }),
    }),
  ])();
}
