import { Channel } from 'cdk8s-pinterest';
import { Platform, RolloutStep } from 'cdk8s-pinterest/platform';
import { production, staging } from './clusters';
import { current, next } from './releases';

/** What every team imports. A rollout advances, stops or goes back by a change of one line here, in a reviewed commit. */
export const platform = new Platform({
  clusters: [staging, production],
  releases: [current, next],
  // Where the images of images/ are pushed to.
  imageRegistry: 'registry.example.com/platform',
  channels: [
    { channel: Channel.CANARY, release: next.name },
    { channel: Channel.STABLE, release: current.name, rollout: { to: next.name, step: RolloutStep.TEN_PERCENT } },
  ],
  today: process.env.TODAY ?? '2026-11-24',
});
