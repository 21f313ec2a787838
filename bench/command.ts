import * as path from 'node:path';
import { Contender, HELM } from './contender';
import { helmCommand } from './helm/helm';

/** What contenders are run with. */
export interface Tools {
  /** The folder of what is compiled; what a run needs may be put there too. */
  readonly compiled: string;
  /** The path of Helm. */
  readonly helm?: string;
}

/** The command that is measured. It writes the manifests to a folder, and how many KiB of memory it had at most to a file. */
export function commandOf(
  contender: Contender, workloads: number, outdir: string, peakFile: string, { compiled, helm }: Tools,
): string[] {
  if (contender !== HELM) {
    return [process.execPath, path.join(compiled, 'bench/run.js'), contender.name, `${workloads}`, outdir, peakFile];
  }
  // GNU time, since Helm does not tell by itself.
  return ['/usr/bin/time', '-f', '%M', '-o', peakFile, ...helmCommand(helm!, workloads, outdir, compiled)];
}
