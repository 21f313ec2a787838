import { Option } from 'commander';
import { ClusterReader } from './cluster-reader';
import { Kubectl } from './kubectl';
import { Options } from '../command';

/** Of all commands that talk to a cluster. */
export const CLUSTER_OPTIONS: readonly Option[] = [
  new Option('--context <name>', 'the context of the kubeconfig (default: the current one)'),
  new Option('--kubeconfig <file>', 'the kubeconfig (default: that of kubectl)'),
  new Option('-n, --namespace <name>', 'the namespace'),
];

/** Of those that look at the workloads of an app on it. */
export const APP_CLUSTER_OPTION = new Option(
  '--cluster <name>', 'which cluster of the app the context leads to, if the app has several',
);

/** The cluster that a command was given. The variable KUBECTL names another program than kubectl. */
export function clusterOf(options: Options, env: NodeJS.ProcessEnv, signal?: AbortSignal): ClusterReader {
  const given = ['context', 'kubeconfig'].filter(name => options[name] !== undefined);
  const args = given.map(name => `--${name}=${options[name]}`);
  return new ClusterReader(new Kubectl(env.KUBECTL || 'kubectl', args, env, signal));
}
