/** Who turns a training into pods. */
export enum TrainingBackend {
  /** Kubernetes' own Jobs, one for each role. */
  NATIVE = 'native',
  /** A PyTorchJob or TFJob of the Kubeflow training operator, which the cluster must have. */
  KUBEFLOW = 'kubeflow',
}
