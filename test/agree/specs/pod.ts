import { Duration, Size } from 'cdk8s';
import {
  ConfigFile, HealthCheck, NodeMatch, Placement, PodMatch, PodVolume, ScratchFolder, Toleration,
} from 'cdk8s-pinterest';
import { Cpu, DnsPolicy, EnvValue } from 'cdk8s-plus-27';
import { Dice } from '../dice';

/** A name where most names are good. */
export const nameOf = (dice: Dice): string => dice.text('api', 'db', 'a', 'boards-2', 'x1', 'n'.repeat(30));

export const pathOf = (dice: Dice): string => dice.text(
  ...['/data', '/var/lib/app', '/mnt/a.b', '/x/y/z', '/srv'].map(path => `${path}${dice.whole(0, 99)}`),
);

export const secondsOf = (dice: Dice, min: number, max: number): Duration => {
  const amount = dice.number(min, max);
  return dice.chance(0.5) ? Duration.seconds(amount) : Duration.millis(amount * 1000);
};

export const sizeOf = (dice: Dice): Size => dice.pick([Size.mebibytes, Size.gibibytes])(dice.number(1, 64));

export const labelsOf = (dice: Dice): Record<string, string> => Object.fromEntries(dice.several(() => [
  dice.text('disk', 'example.com/rack', 'tier', 'kubernetes.io/arch'), dice.text('ssd', 'large', 'a.b_c', ''),
], 2));

export function containerOf(dice: Dice, listens: boolean): any {
  return {
    image: dice.text('registry.example.com/app:1', 'app', 'localhost:5000/a/b:v1.2', 'app:1@sha256:' + '0'.repeat(64)),
    ...listens && { portNumber: dice.number(1024, 9999) },
    ...dice.some<any>({
      command: () => dice.several(() => dice.text('run', 'sh', '-c', 'exec app "$@"', '$(HOME)')),
      args: () => dice.several(() => dice.text('--verbose', '-p', '8080', '$(SHARD)', '')),
      workingDir: () => pathOf(dice),
      envVariables: () => Object.fromEntries(dice.several(() => [
        dice.text('MODE', 'LOG_LEVEL', 'lower', '_X', 'A.b-c'), EnvValue.fromValue(dice.text('fast', '', 'a=b', '1')),
      ])),
      resources: () => ({
        cpu: { request: Cpu.millis(dice.number(10, 500)), limit: Cpu.units(dice.number(1, 4)) },
        memory: { request: Size.mebibytes(dice.number(16, 512)), limit: Size.gibibytes(dice.number(1, 4)) },
      }),
    }),
  };
}

/** What each pod may have. */
export const podMakers = (dice: Dice): any => ({
  security: () => dice.some<any>({
    user: () => dice.number(1, 70000), group: () => dice.number(1, 70000), fsGroup: () => dice.number(1, 70000),
    supplementalGroups: () => dice.several(() => dice.number(1, 70000)),
    sysctls: () => ({ [dice.text('net.ipv4.tcp_syncookies', 'kernel.shm_rmid_forced')]: dice.text('1', '0') }),
  }, 0.5),
  scratch: () => dice.several(() => dice.chance(0.5)
    ? ScratchFolder.disk(pathOf(dice), dice.some<any>({ limit: () => sizeOf(dice), name: () => nameOf(dice) }, 0.5))
    : ScratchFolder.memory(pathOf(dice), sizeOf(dice)), 2),
  placement: () => placementOf(dice),
  imagePullSecrets: () => dice.several(() => nameOf(dice), 2),
  runtimeClassName: () => nameOf(dice),
  dns: () => dice.some<any>({
    policy: () => dice.value(DnsPolicy.DEFAULT, DnsPolicy.CLUSTER_FIRST),
    nameservers: () => dice.several(() => dice.text('10.0.0.53', '1.1.1.1', 'fd00::1'), 3),
    searches: () => dice.several(() => dice.text('svc.example.com', 'example.com'), 3),
    options: () => ({ [dice.text('ndots', 'edns0', 'timeout')]: dice.text('2', '') }),
  }, 0.5),
  hostAliases: () => dice.several(() => ({
    ip: dice.text(`10.0.0.${dice.whole(1, 250)}`, `fd00::${dice.whole(1, 999)}`),
    hostnames: dice.several(() => dice.text('old.example.com', 'x')),
  }), 2),
  extendedResources: () => ({ [dice.text('nvidia.com/gpu', 'example.com/fpga')]: dice.number(1, 8) }),
});

export const configOf = (dice: Dice): any => dice.some<any>({
  files: () => Object.fromEntries(dice.several(() => [
    dice.text('app.yaml', 'a', 'part', 'b.json'),
    dice.chance(0.3) ? ConfigFile.raw(dice.text('{{namespace}}', '{}')) : dice.text('region: {{region}}\n', 'x', '', 'a\nb\n'),
  ])),
  env: () => ({ [dice.text('LOG_LEVEL', 'lower', 'X1')]: dice.text('info', '') }),
  mountPath: () => pathOf(dice),
}, 0.6);

export function checkOf(dice: Dice): HealthCheck {
  const timing = dice.some<any>({
    initialDelay: () => secondsOf(dice, 1, 60), period: () => secondsOf(dice, 1, 60), timeout: () => secondsOf(dice, 1, 30),
    failureThreshold: () => dice.number(1, 60), successThreshold: () => dice.value(1),
  });
  return dice.pick([
    () => HealthCheck.http(dice.text('/ready', '/', '/a?b=c'), {
      ...timing, ...dice.some<any>({ headers: () => ({ [dice.text('Host', 'X-A')]: dice.text('a', '') }) }),
    }),
    () => HealthCheck.tcp(timing),
    () => HealthCheck.grpc({ ...timing, ...dice.some<any>({ service: () => dice.text('boards.v1.Boards', 'a') }) }),
    () => HealthCheck.command(dice.several(() => dice.text('ok', '-x')), timing),
  ])();
}

function placementOf(dice: Dice): Placement {
  let placement = dice.chance(0.5) ? Placement.nodes(labelsOf(dice)) : Placement.anywhere();
  const preferred = () => dice.some<any>({ preferred: () => dice.number(1, 100) }, 0.4);
  const match = () => dice.pick([
    () => NodeMatch.isIn(dice.text('size', 'example.com/size'), dice.several(() => dice.text('large', 'small'))),
    () => NodeMatch.exists(dice.text('ssd')), () => NodeMatch.isAbove(dice.text('cores'), dice.number(0, 64)),
    () => NodeMatch.isNotIn(dice.text('size'), dice.several(() => dice.text('tiny'))),
  ])();
  const pods = () => dice.chance(0.5)
    ? PodMatch.workload(nameOf(dice)) : PodMatch.labelled(labelsOf(dice), dice.text('caches', 'shop'));
  if (dice.chance(0.4)) {
    placement = placement.tolerating(
      Toleration.taint({ key: dice.text('spot', 'example.com/gpu'), ...dice.some<any>({ value: () => dice.text('yes') }) }),
    );
  }
  if (dice.chance(0.4)) placement = placement.nodeAffinity(dice.several(match, 2), preferred());
  if (dice.chance(0.3)) placement = placement.apartFrom(pods(), preferred());
  if (dice.chance(0.3)) {
    placement = placement.nearTo(pods(), {
      ...preferred(), topologyKey: dice.text('topology.kubernetes.io/zone', 'rack'),
    });
  }
  if (dice.chance(0.3)) {
    placement = placement.spreadOver(dice.text('topology.kubernetes.io/zone', 'example.com/rack'), dice.some<any>({
      maxSkew: () => dice.number(1, 5), required: () => dice.value(true, false),
    }));
  }
  return placement;
}

/** A volume beside those of the kind. */
export function volumeOf(dice: Dice): PodVolume {
  const name = nameOf(dice);
  const items = [{ key: dice.text('a', 'tls.crt'), path: dice.text('b/c', 'd'), mode: dice.number(0, 0o777) }];
  return dice.pick([
    () => PodVolume.emptyDir(name, sizeOf(dice)), () => PodVolume.memory(name, sizeOf(dice)),
    () => PodVolume.secret(name, nameOf(dice), items, { mode: dice.number(0, 0o777), optional: dice.value(true, false) }),
    () => PodVolume.configMap(name, nameOf(dice), { items, mode: dice.number(0, 0o777) }),
    () => PodVolume.downwardApi(name, {
      [dice.text('labels', 'a/b')]: dice.text('metadata.labels', 'metadata.name', 'metadata.annotations[\'a\']'),
    }),
    () => PodVolume.token(name, { audience: dice.text('a.example.com'), expiration: secondsOf(dice, 600, 7200) }),
    () => PodVolume.claim(name, nameOf(dice)),
    () => PodVolume.ephemeral(name, { size: sizeOf(dice), storageClass: nameOf(dice) }),
    () => PodVolume.csi(name, dice.text('files.example.com', 'csi'), dice.some<any>({
      readOnly: () => dice.value(true, false), fsType: () => dice.text('ext4'), secretName: () => nameOf(dice),
      attributes: () => labelsOf(dice),
    })),
    () => PodVolume.projected(name, [
      PodVolume.secret(nameOf(dice), nameOf(dice), items), PodVolume.configMap('two', nameOf(dice)),
    ]),
  ])();
}
