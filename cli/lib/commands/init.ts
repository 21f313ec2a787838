import { createRequire } from 'node:module';
import { Option } from 'commander';
import { Command } from '../command';
import { LANGUAGES } from '../init/project-files';

export const INIT: Command = {
  name: 'init',
  summary: 'make a project for a team: one service on the clusters of a platform',
  details: 'Writes into a folder that is new or empty. With --install, npm fetches what the project needs from its registry.',
  parameters: '[folder]',
  options: [
    new Option('-l, --language <language>', 'in which form workloads are written').choices(LANGUAGES).default('typescript'),
    new Option('-p, --platform <package>', 'the npm package of your company\'s platform, such as @example/platform@1.2.3'),
    new Option('-n, --name <name>', 'what the service is called (default: as the folder)'),
    new Option('-t, --team <team>', 'the team that owns it').default('boards'),
    new Option('-c, --contact <contact>', 'how the team is reached').default('boards@example.com'),
    new Option('--install', 'also run npm install, and the first synth'),
  ],
  examples: [
    ['pinterest init pinboard-api --team boards --contact boards@example.com', 'in TypeScript, with two clusters to try'],
    ['pinterest init shop -l yaml -p @example/platform@1.2.3 --install', 'in YAML, on the company\'s clusters'],
  ],
  // Loaded only where it is run: completion and help start sooner.
  run: (...given) => (createRequire(__filename)('../init/answer') as typeof import('../init/answer')).init(...given),
};
