import * as path from 'node:path';
import { ASKED, Contender, HELM } from './contender';
import { helmCommand } from './helm/helm';

/** The settings with which contenders run. */
export interface Tools {
  /** The folder of the compiled code, also for scratch files of a run. */
  readonly compiled: string;
  /** The path of Helm. */
  readonly helm?: string;
  /** The folder of the programs that answer as an API server. */
  readonly verdict?: string;
}

/** The command to measure. It writes the manifests to a folder, and its peak memory in KiB to a file. */
export function commandOf(
  contender: Contender, workloads: number, outdir: string, peakFile: string, { compiled, helm, verdict }: Tools,
): string[] {
  const node = (name: string, folder: string) => [
    'env', `CDK8S_PINTEREST_VERDICT=${folder}`, `XDG_CACHE_HOME=${path.join(compiled, 'caches')}`,
    process.execPath, path.join(compiled, 'bench/run.js'), name, `${workloads}`, outdir, peakFile,
  ];
  if (contender === ASKED) return node('pinterest-app', verdict!);
  // A folder without programs: those of the machine would be asked.
  if (contender !== HELM) return node(contender.name, compiled);
  // GNU time, since Helm does not report its memory.
  return ['/usr/bin/time', '-f', '%M', '-o', peakFile, ...helmCommand(helm!, workloads, outdir, compiled)];
}
