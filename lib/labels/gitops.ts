/*
 * What GitOps tools may not remove when their manifests no longer have it. Argo CD leaves it where it is, and is in sync all the
 * same; Flux and others that read its annotation leave it, too.
 */

const STAYS = {
  'argocd.argoproj.io/compare-options': 'IgnoreExtraneous',
  'argocd.argoproj.io/sync-options': 'Prune=false',
  'kustomize.toolkit.fluxcd.io/prune': 'disabled',
};

/**
 * For what is named by its content. Only what may still make pods of it knows when an old one can go: old ReplicaSets, the pods
 * below a partition, a run that is tried again. `bin/unused-config` looks there.
 */
export const OUTLIVES_ITS_MANIFEST = STAYS;

/** For data: nor does it go with the Application. */
export const OUTLIVES_ITS_APPLICATION = { ...STAYS, 'argocd.argoproj.io/sync-options': 'Prune=false,Delete=false' };
