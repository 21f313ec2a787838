/** Who turns a training into pods. */
export enum TrainingBackend {
  /** Kubernetes' own Jobs, one for each role. */
  NATIVE = 'native',
  /**
   * A PyTorchJob or TFJob of the Kubeflow training operator, which the cluster must have.
   *
   * The operator gives the workers of a PyTorchJob an init container of its own, which runs as root. Where the namespace
   * demands the restricted Pod Security Standard, the operator needs a template for it
   * (`--pytorch-init-container-template-file`).
   */
  KUBEFLOW = 'kubeflow',
}
