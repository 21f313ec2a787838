/** A program to measure: a file of contenders/, or Helm. */
export interface Contender {
  readonly name: string;
  readonly title: string;
  /** The largest number of workloads to run it with. */
  readonly largest?: number;
  /** Whether it is measured a second time, with its output already in place. */
  readonly again?: boolean;
}

export const CONTENDERS: Contender[] = [
  { name: 'pinterest-app', title: 'PinterestApp, PinterestService', again: true },
  { name: 'plain-app', title: 'plain App, PinterestService', largest: 1000 },
  { name: 'cdk8s-plus', title: 'plain cdk8s-plus, a chart per team', largest: 1000 },
  { name: 'cdk8s-plus-charts', title: 'plain cdk8s-plus, a chart each', largest: 1000 },
  { name: 'floor-json', title: 'floor: plain objects, JSON.stringify' },
  { name: 'floor-yaml', title: 'floor: plain objects, YAML' },
];

/** The first one again, with the program that answers as the cluster's API server would; only if its folder is given. */
export const ASKED: Contender = { name: 'asked', title: 'PinterestApp, Kubernetes asked', again: true };

/** Only if its path is given. */
export const HELM: Contender = { name: 'helm', title: 'Helm, one chart with a range' };
