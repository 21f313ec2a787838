/** Who creates the pods of a training. */
export enum TrainingBackend {
  /** Kubernetes Jobs, one per role. */
  NATIVE = 'native',
  /**
   * A PyTorchJob or TFJob of the Kubeflow training operator, which the cluster must have.
   *
   * The operator gives the workers of a PyTorchJob an init container of its own, which runs as root. If the namespace
   * enforces the restricted Pod Security Standard, the operator needs a template for it
   * (`--pytorch-init-container-template-file`).
   */
  KUBEFLOW = 'kubeflow',
}
