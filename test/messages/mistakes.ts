import { App, Cron, Size } from 'cdk8s';
import * as library from 'cdk8s-pinterest';
import { freshFolder, OWNER } from '../synth';

/** What users get wrong, each as a small program. One that returns an app has a platform of its own. */
export type Mistakes = Record<string, (chart: library.PinterestChart) => unknown>;

/** The library as plain JavaScript sees it. */
export const untyped: any = { ...library, ...library.platform, ...library.runtime };

export const CONTAINER = { image: 'registry.example.com/api:1', portNumber: 8080 };
const JOB = { container: { image: 'registry.example.com/job:1' } };
const VOLUME = { name: 'data', mountPath: '/data', size: Size.gibibytes(1) };

/** Properties are made when the program runs: to make them may be what fails. */
type Props = (chart: library.PinterestChart) => any;
type Program = (chart: library.PinterestChart) => any;

export const service = (props: Props): Program => chart => new untyped.PinterestService(chart, 'api', props(chart));

export const serviceWith = (props: Props): Program => service(chart => ({ container: CONTAINER, ...props(chart) }));

export const container = (props: Props): Program => service(chart => ({ container: { ...CONTAINER, ...props(chart) } }));

export const ports = (list: () => any): Program => service(() => ({ container: { image: CONTAINER.image }, ports: list() }));

export const store = (props: Props): Program => chart => new untyped.PinterestStatefulSet(chart, 'db', {
  container: CONTAINER, replicas: 3, storage: [VOLUME], ...props(chart),
});

export const daemon = (props: Props): Program => chart => {
  const infrastructure = new library.PinterestChart(chart.node.root as App, 'node', { owner: OWNER, namespace: 'platform' });
  return new untyped.PinterestDaemon(infrastructure, 'agent', { container: CONTAINER, ...props(chart) });
};

export const jobs = (props: Props): Program => chart => new untyped.PinterestJobSet(chart, 'job', { ...JOB, ...props(chart) });

export const cron = (props: Props): Program => chart => (
  new untyped.PinterestCronJob(chart, 'nightly', { ...JOB, schedule: Cron.daily(), ...props(chart) })
);

export const training = (props: Props): Program => chart => new untyped.PinterestTrainingJob(chart, 'train', {
  ...JOB, framework: library.TrainingFramework.pytorch({ nodes: 2 }), ...props(chart),
});

/** What a user does with the pod of a service that is right. */
export const pod = (change: (pod: any, chart: library.PinterestChart) => void): Program => chart => {
  change(serviceWith(() => ({}))(chart).pod, chart);
};

/** An app with another platform. */
export const platform = (make: () => any): Program => () => {
  const app = new library.PinterestApp({ outdir: freshFolder(), platform: make() });
  serviceWith(() => ({}))(new library.PinterestChart(app, 'chart', { owner: OWNER }));
  return app;
};

/** A platform with a cluster of such properties. */
export const cluster = (props: () => any): Program => platform(() => new untyped.Platform({
  clusters: [new untyped.Cluster({ name: 'prod', environment: 'prod', version: untyped.KubernetesVersion.V1_37, ...props() })],
}));
