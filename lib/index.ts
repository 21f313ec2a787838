/*
 * The API for teams. Infrastructure teams also use `cdk8s-pinterest/platform`, to declare clusters, releases and channels,
 * and `cdk8s-pinterest/runtime`, to write their own components.
 */
export * as platform from './exports/platform';
export * as runtime from './exports/runtime';

export * from './access/permission';
export { ServiceAccountRef } from './access/service-account-ref';
export type { ServiceAccountOptions } from './access/service-account-ref';
export * from './app/pinterest-app';
export * from './app/pinterest-chart';
export { DaemonUpdate } from './host/daemon-update';
export { HostAccess } from './host/host-access';
export type { HostPathOptions } from './host/host-access';
export type { INodeDaemon } from './host/node-daemon';
export { Toleration } from './host/toleration';
export type { Taint } from './host/toleration';
export type { BatchProps } from './kinds/batch/batch-props';
export { FailurePolicy } from './kinds/batch/failure-policy';
export * from './kinds/batch/pinterest-cron-job';
export * from './kinds/batch/pinterest-job-set';
export { ShardStorage } from './kinds/batch/shard-storage';
export { Shards } from './kinds/batch/shards';
export type { ShardRange } from './kinds/batch/shards';
export * from './kinds/daemon/pinterest-daemon';
export { Exposure } from './kinds/service/exposure';
export type { ExposureOptions, IngressOptions } from './kinds/service/exposure';
export * from './kinds/service/pinterest-service';
export { ClaimRetention } from './kinds/stateful-set/claim-retention';
export * from './kinds/stateful-set/pinterest-stateful-set';
export * from './kinds/stateful-set/start-order';
export { ZoneSpread } from './kinds/stateful-set/zone-spread';
export { Accelerator } from './kinds/training/accelerator';
export { TrainingFramework } from './kinds/training/framework';
export type { PyTorchOptions, TensorFlowOptions, TrainingRole } from './kinds/training/framework';
export { Gang } from './kinds/training/gang';
export type { CoschedulingOptions, VolcanoOptions } from './kinds/training/gang';
export * from './kinds/training/pinterest-training-job';
export { TrainingBackend } from './kinds/training/training-backend';
export type { PinterestTrainingJobProps } from './kinds/training/training-props';
export type { Owner } from './labels/owner';
export type { IPlatform } from './platform/attachable-platform';
export type { InitContainerOptions, PodMount, SidecarOptions } from './pod/container-options';
export { HealthCheck } from './pod/health-check';
export type {
  GrpcHealthCheckOptions, HealthChecks, HealthCheckTiming, HttpHealthCheckOptions, TcpHealthCheckOptions,
} from './pod/health-check';
export * from './pod/pod-item';
export { PodPlan } from './pod/pod-plan';
export { PodVolume } from './pod/pod-volume';
export type { VolumeItem } from './pod/pod-volume';
export * from './requirements/channel';
export { Checksum, Dependency } from './requirements/dependency';
export type { DependencyOptions } from './requirements/dependency';
export { Discovery } from './requirements/discovery';
export type { DiscoveryOptions } from './requirements/discovery';
export { LogFiles } from './requirements/log-files';
export type { LogFilesOptions } from './requirements/log-files';
export { OnChange, ReloadSignal } from './requirements/on-change';
export * from './requirements/requirement';
export { SecretFile, SecretFormat } from './requirements/secret-file';
export type {
  SecretFileOptions, SecretTemplateOptions, SecretValueOptions, WholeSecretOptions,
} from './requirements/secret-file';
export type { TrafficOptions } from './requirements/traffic-options';
export { ConfigFile } from './resources/config-file';
export type { ConfigProps } from './resources/config';
export { ScalingChoice, ScalingPolicy } from './scaling/behavior';
export type { ScalingBehavior, ScalingRules } from './scaling/behavior';
export { KedaMetricType, KedaTrigger } from './scaling/keda';
export type { KedaFallback, KedaScaling, KedaTriggerOptions } from './scaling/keda';
export type { DescribedObject, ExternalMetric, ObjectMetric, PodMetric } from './scaling/metrics';
export { Scaling } from './scaling/scaling';
export type { VolumeClaim } from './storage/claim';
export { Layout } from './synthesis/layout';
export { PlannedFile, SynthesisPlan } from './synthesis/plan';
export type { PlannedDocument } from './synthesis/plan';
export { Origin, OriginType } from './tree/origin';
export type { Finding } from './validation/finding';
export type { Problem } from './validation/problem';
export * from './workloads/artifact';
export * from './workloads/caller';
export { PinterestWorkload } from './workloads/pinterest-workload';
export * from './workloads/traffic-protocol';
export * from './workloads/workload-props';
