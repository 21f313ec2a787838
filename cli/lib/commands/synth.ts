import { createRequire } from 'node:module';
import { Command } from '../command';

export const SYNTH: Command = {
  name: 'synth',
  summary: 'write the manifests of the app',
  details: 'Runs the app that cdk8s.yaml names. With a problem, no file changes.',
  examples: [
    ['pinterest synth', 'writes the manifests to the output folder, and tells what changed'],
    ['pinterest synth -C services/shop -o json', 'of the project in another folder; for a program'],
  ],
  // Loaded only where it is run: completion and help start sooner.
  run: context => (createRequire(__filename)('../synth/answer') as typeof import('../synth/answer')).synth(context),
};
