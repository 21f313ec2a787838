import { Artifact, Permission, ServiceAccountRef } from 'cdk8s-pinterest';
import { PersistentVolumeAccessMode } from 'cdk8s-plus-27';
import { Dice } from '../dice';
import { callsOf, egressOf, portsOf } from './network';
import { checkOf, configOf, containerOf, nameOf, pathOf, podMakers, secondsOf, sizeOf } from './pod';

/** What every kind has. */
export function propsOf(dice: Dice, listens: boolean): any {
  const container = containerOf(dice, listens);
  return {
    container,
    ...dice.some<any>({
      ...podMakers(dice),
      config: () => configOf(dice),
      ports: () => portsOf(dice, listens),
      network: () => egressOf(dice),
      calls: () => callsOf(dice),
      artifact: () => Artifact.of({
        image: dice.text(String(container.image).replace(/(:[^/]*|@.*)$/, '')), version: dice.text('1.4.2', '1'),
        ...dice.some<any>({ digest: () => dice.text(`sha256:${'0'.repeat(64)}`), commit: () => dice.text('5c8b658f') }),
      }),
      permissions: () => dice.several(() => permissionOf(dice), 2),
      serviceAccount: () => ServiceAccountRef.existing(nameOf(dice)),
      priorityClassName: () => dice.text('high'),
      stop: () => secondsOf(dice, 1, 3600),
      owner: () => ({ team: dice.text('search', 'a_b'), contact: dice.text('search@example.com', '#search') }),
      expires: () => dice.text('2099-12-31'),
    }, 0.15),
    ...listens && dice.some<any>({
      health: () => dice.some<any>(
        { startup: () => checkOf(dice), readiness: () => checkOf(dice), liveness: () => checkOf(dice) }, 0.5,
      ),
    }),
  };
}

function permissionOf(dice: Dice): any {
  const rule = () => ({
    resources: dice.several(() => dice.text('pods', 'configmaps', 'services', 'pods/log'), 2),
    verbs: dice.several(() => dice.text('get', 'update', 'delete'), 2),
    ...dice.some<any>({ apiGroup: () => dice.text(''), names: () => dice.several(() => nameOf(dice)) }),
  });
  return dice.pick([
    () => Permission.inNamespace(rule()), () => Permission.inNamespace(rule()), () => Permission.inCluster(rule()),
    () => Permission.onPaths(dice.several(() => dice.text('/metrics', '/healthz/*')), [dice.text('get')]),
  ])();
}

export const claimOf = (dice: Dice): any => ({
  name: nameOf(dice), mountPath: pathOf(dice), size: sizeOf(dice),
  ...dice.some<any>({
    storageClass: () => nameOf(dice),
    accessMode: () => dice.value(PersistentVolumeAccessMode.READ_WRITE_ONCE, PersistentVolumeAccessMode.READ_WRITE_MANY),
  }),
});
