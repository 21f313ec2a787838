import { Fields, fieldsOf, isFields, itemsOf } from './fields';

/** The pods that an object makes: where it describes them, and how. */
export interface PodTemplate {
  /** Such as `spec.template`; empty for a Pod. */
  readonly at: string;
  readonly metadata: Fields;
  readonly spec: Fields;
}

/** Where kinds have their pod template. */
const TEMPLATES: { [kind: string]: string[] } = {
  'Pod': [],
  'PodTemplate': ['template'],
  'ReplicationController': ['spec', 'template'],
  'Deployment.apps': ['spec', 'template'],
  'StatefulSet.apps': ['spec', 'template'],
  'DaemonSet.apps': ['spec', 'template'],
  'ReplicaSet.apps': ['spec', 'template'],
  'Job.batch': ['spec', 'template'],
  'CronJob.batch': ['spec', 'jobTemplate', 'spec', 'template'],
  'Rollout.argoproj.io': ['spec', 'template'],
};

/** Kinds that have a template for each role, whose pods get more labels than those of the template. */
const ROLES: { [kind: string]: string } = {
  'PyTorchJob.kubeflow.org': 'pytorchReplicaSpecs',
  'TFJob.kubeflow.org': 'tfReplicaSpecs',
  'MPIJob.kubeflow.org': 'mpiReplicaSpecs',
};

/** Whether objects of a kind make pods. */
export function makesPods(kind: string): boolean {
  return Object.hasOwn(TEMPLATES, kind) || Object.hasOwn(ROLES, kind);
}

export function podTemplatesOf(kind: string, document: Fields): PodTemplate[] {
  const roles = ROLES[kind];
  if (roles !== undefined) return templatesOfRoles(roles, fieldsOf(document.spec));
  const way = TEMPLATES[kind] ?? [];
  let template = document;
  for (const field of way) template = fieldsOf(template[field]);
  return isFields(template.spec) ? [{ at: way.join('.'), metadata: fieldsOf(template.metadata), spec: template.spec }] : NONE;
}

/** Whether pods have the labels of their template, by which they are selected. */
export function isSelectable(kind: string): boolean {
  return Object.hasOwn(TEMPLATES, kind) && kind !== 'PodTemplate';
}

function templatesOfRoles(field: string, spec: Fields): PodTemplate[] {
  return Object.entries(fieldsOf(spec[field])).flatMap(([role, value]) => {
    const template = fieldsOf(fieldsOf(value).template);
    return isFields(template.spec)
      ? [{ at: `spec.${field}.${role}.template`, metadata: fieldsOf(template.metadata), spec: template.spec }] : [];
  });
}

/** A container of a pod, and where it is described. */
export interface PodContainer {
  /** Within the pod's spec: `containers[0]`. */
  readonly list: 'containers' | 'initContainers';
  readonly number: number;
  readonly fields: Fields;
}

/** All of them but those that run to their end before the others start. */
export function runningContainers(spec: Fields): PodContainer[] {
  const found: PodContainer[] = [];
  itemsOf(spec.initContainers).forEach((fields, number) => {
    if (isFields(fields) && fields.restartPolicy === 'Always') found.push({ list: 'initContainers', number, fields });
  });
  itemsOf(spec.containers).forEach((fields, number) => {
    if (isFields(fields)) found.push({ list: 'containers', number, fields });
  });
  return found;
}

const NONE: PodTemplate[] = [];
