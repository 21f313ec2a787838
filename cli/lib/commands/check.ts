import { createRequire } from 'node:module';
import { Option } from 'commander';
import { Command } from '../command';

export const CHECK: Command = {
  name: 'check',
  summary: 'tell every problem of the app, and write nothing',
  details: 'Synthesizes the app, and asks the Kubernetes versions of its clusters, where their packages are installed.',
  options: [
    new Option('--sarif <file>', 'also write the findings for code reviews, as SARIF 2.1.0'),
    new Option('--junit <file>', 'also write the findings for CI, as JUnit XML'),
    new Option('--require-verdict', 'it is a problem if the package of a cluster\'s Kubernetes version is not installed'),
    new Option('--strict', 'warnings count as found, too'),
  ],
  examples: [
    ['pinterest check', 'tells all problems and warnings, with file and line'],
    ['pinterest check --sarif check.sarif --require-verdict', 'in CI: for the review of a pull request'],
  ],
  // Loaded only where it is run: completion and help start sooner.
  run: (...given) => (createRequire(__filename)('../check/answer') as typeof import('../check/answer')).check(...given),
};
