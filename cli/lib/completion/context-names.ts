import { Line } from './line';
import { Kubectl } from '../cluster/kubectl';
import { Context } from '../command';

/** A plugin that logs in somewhere is not waited for. */
const PATIENCE_MS = 2000;

/** The contexts of the kubeconfig; no cluster is asked. */
export async function contextNames({ env, signal }: Context, { values }: Line): Promise<string[]> {
  const args = values.kubeconfig === undefined ? [] : [`--kubeconfig=${values.kubeconfig}`];
  const kubectl = new Kubectl(env.KUBECTL || 'kubectl', args, env, AbortSignal.any([signal, AbortSignal.timeout(PATIENCE_MS)]));
  const { value = '' } = await kubectl.run(['config', 'get-contexts', '-o', 'name']);
  // A shell would take other characters for its own.
  return value.split('\n').filter(name => /^[\w.@:/-]+$/.test(name));
}
