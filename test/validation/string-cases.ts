import { CLUSTERS } from './cases/clusters';
import { COMPONENTS } from './cases/components';
import { IDENTITIES } from './cases/identity';
import { POD_OPTIONS } from './cases/pod-options';
import { PODS } from './cases/pods';
import { PORTS } from './cases/ports';
import { TELEMETRIES } from './cases/telemetry';
import { WORKLOADS } from './cases/workloads';
import { StringCase } from './cases/world';

/** How each is given. `test/validation/strings.test.ts` tells if one is missing here. */
export const CASES: Record<string, StringCase> = {
  ...WORKLOADS, ...PODS, ...POD_OPTIONS, ...PORTS, ...CLUSTERS, ...IDENTITIES, ...TELEMETRIES, ...COMPONENTS,
};

/** Strings that come out of the library, or are only looked up or shown. */
export const NOT_INPUTS = [
  /^(Finding|PlannedDocument|PodItem|Problem|TrainingRole|WorkloadRelease|WorkloadIntent|AppPort|IReleaseComponent)\./,
  /^(OutgoingCall|Origin|Recorded[A-Z]\w+|SourcePlace|SynthesisRecord)\./,
  'Cluster.spiffeId(namespace)', 'Cluster.spiffeId(serviceAccount)', 'Platform.releaseName(workload)', 'PodPlan.entryOf(appPort)',
  'InstallTarget.nameOf(base)', 'InstallTarget.nameOf(release)',
  // Made by PlatformRuntime alone, and by the workload.
  'InstallTarget.new(release)', 'InstallTarget.new(namespace)', 'InstallTarget.new(releases)', 'ComponentScope.new(component)',
  // Throws: without a version there is nothing to go on with.
  'KubernetesVersion.of(version)',
  // A folder of the machine that runs the program.
  'PinterestAppProps.outdir',
  // Any source of a volume, as Kubernetes writes it.
  'PodVolume.of(source)',
];
