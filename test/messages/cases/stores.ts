import { daemon, Mistakes, store, untyped } from '../mistakes';

const { HostAccess, Scaling } = untyped;

/** Of stateful sets and daemons. */
export const STORES: Mistakes = {
  'replicas in quotes': store(() => ({ replicas: '3' })),
  'storage that is in no list': store(() => ({ storage: { name: 'data', mountPath: '/data' } })),
  'storage with a path, and its size a string': store(() => ({ storage: [{ name: 'data', path: '/data', size: '1Gi' }] })),
  'a retention of Kubernetes': store(() => ({ retention: 'Delete' })),
  'zones that are a word': store(() => ({ zones: 'all' })),
  'an order that is a word': store(() => ({ startOrder: 'parallel' })),
  'a quorum that is a word': store(() => ({ quorum: 'majority' })),
  'an update from a pod that is not there': store(() => ({ updateFrom: 9 })),
  'host access that is a word': daemon(() => ({ host: ['network'] })),
  'host access without reason': daemon(() => ({ host: [HostAccess.network()] })),
  'a path in place of the options': daemon(() => ({ host: [HostAccess.path('/var/log', 'reads logs')] })),
  'an update that is a word': daemon(() => ({ update: 'RollingUpdate' })),
  'scaling of a daemon': daemon(() => ({ scaling: Scaling.fixed(2) })),
  'a toleration as Kubernetes has it': daemon(() => ({ tolerations: [{ key: 'gpu' }] })),
};
