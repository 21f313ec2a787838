import { ApiObject } from 'cdk8s';
import { PodPlan } from '../pod/pod-plan';

/** A daemon on every node, as its component sees it. */
export interface INodeDaemon {
  /** The contents of its pods: add to them, or patch any container by name. */
  readonly pod: PodPlan;

  readonly daemonSet: ApiObject;
}
