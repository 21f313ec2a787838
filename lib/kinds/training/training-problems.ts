import { acceleratorProblems } from './accelerator';
import { endingProblems } from './ending';
import { frameworkProblems } from './framework';
import { kubeflowProblems } from './kubeflow';
import { TrainingBackend } from './training-backend';
import { TrainingLimits } from './training-limits';
import { PinterestTrainingJobProps } from './training-props';
import { Cluster } from '../../cluster/cluster';
import { claimProblems } from '../../storage/claim';
import { must, Problem } from '../../validation/problem';
import { jobProblems } from '../batch/job-spec';

export function trainingProblems(
  props: PinterestTrainingJobProps, limits: TrainingLimits, container: string, cluster: Cluster,
): Problem[] {
  const { framework, gang, accelerator, checkpoint, peerPatience, temporaryFiles } = props;
  const patienceSeconds = peerPatience?.toSeconds();
  const native = props.backend !== TrainingBackend.KUBEFLOW;
  return [
    ...frameworkProblems(framework),
    ...(accelerator ? acceleratorProblems(accelerator) : []),
    ...(checkpoint ? claimProblems('checkpoint', [checkpoint]) : []),
    ...jobProblems({ ...limits, queue: gang?.queue }, cluster.version),
    ...(native
      ? endingProblems(framework, props.container, cluster.version)
      : kubeflowProblems(framework, limits, container, cluster)),
    ...must(patienceSeconds === undefined || patienceSeconds >= 1, {
      field: 'peerPatience',
      value: `${patienceSeconds} s`,
      rule: 'must be at least one second',
      fix: 'Write for example Duration.minutes(30).',
    }),
    ...must(temporaryFiles === undefined || temporaryFiles.toKibibytes() > 0, {
      field: 'temporaryFiles', value: '0', rule: 'must be above zero', fix: 'Write for example Size.gibibytes(50).',
    }),
    ...must(!native || !gang?._oneJobOnly || framework.roles.length < 2, () => ({
      field: 'gang',
      value: 'kueue',
      rule: 'admits each Job separately, and this training has one Job for each of '
        + framework.roles.map(role => role.name).join(', '),
      fix: 'Use TrainingBackend.KUBEFLOW, whose object Kueue admits as a whole, or Gang.volcano or Gang.coscheduling.',
    })),
  ];
}
