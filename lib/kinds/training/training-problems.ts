import { acceleratorProblems } from './accelerator';
import { endingProblems } from './ending';
import { frameworkProblems } from './framework';
import { kubeflowProblems } from './kubeflow';
import { TrainingBackend } from './training-backend';
import { TrainingLimits } from './training-limits';
import { PinterestTrainingJobProps } from './training-props';
import { Cluster } from '../../cluster/cluster';
import { claimProblems } from '../../storage/claim';
import { Problem } from '../../validation/problem';
import { jobProblems } from '../batch/job-spec';
import { Shards } from '../batch/shards';

export function trainingProblems(props: PinterestTrainingJobProps, limits: TrainingLimits, container: string, cluster: Cluster): Problem[] {
  const { framework, gang, accelerator, checkpoint, peerPatience } = props;
  const native = props.backend !== TrainingBackend.KUBEFLOW;
  return [
    ...frameworkProblems(framework),
    ...(accelerator ? acceleratorProblems(accelerator) : []),
    ...(checkpoint ? claimProblems('checkpoint', [checkpoint]) : []),
    ...jobProblems({ ...limits, queue: gang?.queue }, Shards.count(1), cluster.version),
    ...(native ? endingProblems(framework, props.container, cluster.version) : kubeflowProblems(framework, limits, container, cluster)),
    ...(peerPatience && peerPatience.toSeconds() < 1 ? [{ field: 'peerPatience', value: `${peerPatience.toSeconds()} s`, rule: 'must be at least a second', fix: 'Write for example Duration.minutes(30).' }] : []),
    ...(native && gang?._oneJobOnly && framework.roles.length > 1 ? [{
      field: 'gang', value: 'kueue', rule: `admits each Job for itself, and this training has one for each of ${framework.roles.map(role => role.name).join(', ')}`, fix: 'Use TrainingBackend.KUBEFLOW, whose object Kueue admits as a whole, or Gang.volcano or Gang.coscheduling.',
    }] : []),
  ];
}
