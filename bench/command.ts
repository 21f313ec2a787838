import * as path from 'node:path';
import { Contender, HELM } from './contender';
import { helmCommand } from './helm/helm';

/** The settings with which contenders run. */
export interface Tools {
  /** The folder of the compiled code, also for scratch files of a run. */
  readonly compiled: string;
  /** The path of Helm. */
  readonly helm?: string;
}

/** The command to measure. It writes the manifests to a folder, and its peak memory in KiB to a file. */
export function commandOf(
  contender: Contender, workloads: number, outdir: string, peakFile: string, { compiled, helm }: Tools,
): string[] {
  if (contender !== HELM) {
    return [process.execPath, path.join(compiled, 'bench/run.js'), contender.name, `${workloads}`, outdir, peakFile];
  }
  // GNU time, since Helm does not report its memory.
  return ['/usr/bin/time', '-f', '%M', '-o', peakFile, ...helmCommand(helm!, workloads, outdir, compiled)];
}
