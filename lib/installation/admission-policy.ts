import { ApiObject, ApiObjectMetadata } from 'cdk8s';
import { Construct } from 'constructs';
import { clusterObject } from '../resources/cluster-object';
import { Origin } from '../tree/origin';

const API = 'admissionregistration.k8s.io/v1';

/** A ValidatingAdmissionPolicy and the binding that puts it in force everywhere; Kubernetes has both from 1.30 on. */
export function admissionPolicy(
  scope: Construct, id: string, name: string, metadata: ApiObjectMetadata, spec: object,
): ApiObject {
  const policy = clusterObject(scope, id, {
    apiVersion: API, kind: 'ValidatingAdmissionPolicy', metadata: { ...metadata, name }, spec,
  });
  const binding = clusterObject(scope, `${id}-binding`, {
    apiVersion: API,
    kind: 'ValidatingAdmissionPolicyBinding',
    metadata: { ...metadata, name },
    spec: { policyName: name, validationActions: ['Deny'] },
  });
  for (const object of [policy, binding]) Origin.platform()._attachTo(object);
  return policy;
}
