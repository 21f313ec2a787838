import { createRequire } from 'node:module';
import { Option } from 'commander';
import { Command } from '../command';

export const EXPLAIN: Command = {
  name: 'explain',
  summary: 'tell what comes out for a workload, who put it there, and why',
  details: 'A field is that of any of its objects: spec.replicas. Deployment:spec.replicas and Service/api:spec.ports[http] name '
    + 'the object, too; containers[app].image begins at the pod. Items of lists have their names, or numbers.',
  parameters: '<workload> [field]',
  options: [
    new Option('--cluster <name>', 'only on this cluster (default: on each)'),
    new Option('--html <file>', 'also write all of it as a page for a browser, which needs no network'),
  ],
  examples: [
    ['pinterest explain api', 'its objects and pods, what starts and stops when, who may reach it'],
    ['pinterest explain pinboard/api \'containers[app].env[PLATFORM_OWNER]\'', 'who has set this variable, and why'],
    ['pinterest explain api --html api.html', 'the same as a page, with the pod drawn'],
  ],
  // Loaded only where it is run: completion and help start sooner.
  run: (...given) => (createRequire(__filename)('../explain/answer') as typeof import('../explain/answer')).explain(...given),
};
