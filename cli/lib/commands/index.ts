import { createRequire } from 'node:module';
import { Command } from '../command';

/** What the help tells of a command. The rest is loaded where it is asked for: all of them would take a fifth of a second. */
export interface ListedCommand {
  readonly name: string;
  readonly parameters?: string;
  readonly summary: string;
  load(): Command;
}

const load = createRequire(__filename);

/** What the command says itself. */
function listed(name: string, summary: string, parameters?: string): ListedCommand {
  const command = () => (load(`./${name}`) as Readonly<Record<string, Command>>)[name.toUpperCase()];
  return { name, summary, parameters, load: command };
}

/** In the order of the help. */
export const COMMANDS: readonly ListedCommand[] = [
  listed('init', 'make a project for a team: one service on the clusters of a platform', '[folder]'),
  listed('synth', 'write the manifests of the app'),
  listed('check', 'tell every problem of the app, and write nothing'),
  listed('diff', 'tell what a change does'),
  listed('explain', 'tell what comes out for a workload, who put it there, and why', '<workload> [field]'),
  listed('tree', 'show the constructs, the objects that they make, and the pods of these', '[workload]'),
  listed('status', 'tell how workloads are on a cluster: what is wrong, whose it is, and what to do next', '[workload]'),
  listed('logs', 'print the logs of a workload, of a shard or of a rank', '<workload>'),
  listed('completion', 'print what makes a shell complete commands, options and workloads', '<shell>'),
];
