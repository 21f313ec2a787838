import { Cron, Duration, JsonPatch, Size } from 'cdk8s';
import { PinterestApp } from 'cdk8s-pinterest';
import { Platform, StandardRelease } from 'cdk8s-pinterest/platform';
import { ComponentScope, EnvironmentComponent, InstallTarget } from 'cdk8s-pinterest/runtime';
import {
  Capability, ConnectionScheme, DnsPolicy, EnvValue, HostPathVolumeType, MountPropagation, PercentOrAbsolute,
  PersistentVolumeAccessMode, TaintEffect,
} from 'cdk8s-plus-27';
import type { World } from './world';
import { EVERYTHING } from '../../everything';
import { clusterOf, CONTAINER } from '../../synth';

const STRINGS: Record<string, string> = {
  address: 'https://a.example.com', day: '2099-12-31', directory: '/var/lib/a', endpoint: 'https://a.example.com',
  host: 'api.example.com', image: 'registry.example.com/api:1', mountPath: '/var/lib/a', namespace: 'platform',
  path: '/var/lib/a', trustDomain: 'example.com', until: '2099-12-31', version: '1.37',
};

let made = 0;

const platform = () => new Platform({ clusters: [clusterOf(EVERYTHING)] });

/** One that is right, of each type that says by itself neither what it has nor how it is made. */
export const EXAMPLES: Record<string, (world: World, field: string) => any> = {
  string: (_, field) => field === 'id' ? `made-${made++}` : STRINGS[field] ?? 'a',
  number: () => 3,
  boolean: () => true,
  any: () => ({}),
  ApiObject: world => world.workload.deployment,
  Capability: () => Capability.NET_ADMIN,
  Cluster: () => clusterOf(EVERYTHING),
  Component: () => new EnvironmentComponent(),
  ComponentScope: world => new ComponentScope(world.chart, `made-${made++}`, (world.workload as any)._base.intent),
  ConnectionScheme: () => ConnectionScheme.HTTP,
  Construct: world => world.chart,
  ContainerProps: () => CONTAINER,
  Cron: () => Cron.daily(),
  DnsPolicy: () => DnsPolicy.DEFAULT,
  Duration: () => Duration.seconds(30),
  EnvValue: () => EnvValue.fromValue('a'),
  HostPathVolumeType: () => HostPathVolumeType.DEFAULT,
  IConstruct: world => world.workload,
  IPlatform: platform,
  IReleaseComponent: () => new EnvironmentComponent(),
  IResolver: () => ({ resolve: () => undefined }),
  ISubject: world => world.workload,
  InstallTarget: world => new (InstallTarget as any)(world.chart, clusterOf(EVERYTHING), '2026.11', 'platform', ['2026.11']),
  JsonPatch: () => JsonPatch.add('/metadata/labels/a', 'b'),
  MountPropagation: () => MountPropagation.NONE,
  PercentOrAbsolute: () => PercentOrAbsolute.absolute(1),
  PersistentVolumeAccessMode: () => PersistentVolumeAccessMode.READ_WRITE_ONCE,
  PinterestApp: world => world.app,
  Platform: platform,
  PodPlan: world => world.workload.pod,
  Release: () => StandardRelease.v202611(),
  Size: () => Size.gibibytes(1),
  SynthesisPlan: world => (world.app as PinterestApp).plan(),
  TaintEffect: () => TaintEffect.NO_SCHEDULE,
  WorkloadIntent: world => (world.workload as any)._base.intent,
};
