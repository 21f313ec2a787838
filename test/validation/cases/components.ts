import { Dependency } from 'cdk8s-pinterest';
import {
  DependenciesComponent, DiscoveryComponent, SecretsComponent, TelemetryComponent, TrafficComponent,
} from 'cdk8s-pinterest/runtime';
import {
  CONTAINER, DEPENDENCIES, IDENTITY, IMAGE, object, own, replaced, runtime, secret, service, StringCase, TELEMETRY, ZOOKEEPER,
} from './world';

/** Of components, and of what they call. */
export const COMPONENTS: Record<string, StringCase> = {
  'ComponentScope.addConfigMap(suffix)': object('addConfigMap', suffix => service({}, {}, own((_, beside) => (
    beside.addConfigMap(suffix, { a: 'b' })
  )))),
  'ComponentScope.addConfigMap(data)': object('addConfigMap', value => service({}, {}, own((_, beside) => (
    beside.addConfigMap('x', { a: value })
  ))), { emptiable: true }),
  'ComponentScope.addChartConfigMap(suffix)': object('addChartConfigMap', suffix => service({}, {}, own((_, beside) => (
    beside.addChartConfigMap(suffix, { a: 'b' })
  )))),
  'ComponentScope.addChartConfigMap(data)': object('addChartConfigMap', value => service({}, {}, own((_, beside) => (
    beside.addChartConfigMap('x', { a: value })
  ))), { emptiable: true }),
  'ComponentScope.nameOf(suffix)': object('nameOf', suffix => service({}, {}, own((plan, beside) => (
    plan.addAnnotation('name', beside.nameOf(suffix))
  )))),
  'InstallTarget.daemon(base)': object(
    'name', base => runtime({}, own(() => {}, target => target.daemon(base, { container: CONTAINER }))),
  ),
  'InstallTarget.named(base)': object('named', base => runtime({}, own(() => {}, target => (
    target.daemon('x', { container: { ...CONTAINER, args: [target.named(base)] } })
  )))),
  'InstallTarget.platformImage(image)': object('image', image => runtime({}, own(() => {}, target => (
    target.daemon('x', { container: { ...CONTAINER, image: target.platformImage(image) } })
  ))), { good: 'zzgood:1' }),
  'DependenciesComponentProps.image': object('image', image => service({
    dependencies: [Dependency.of({ path: 'a', mountPath: '/m' })],
  }, DEPENDENCIES, replaced(new DependenciesComponent({ image, proxyImage: 'zz.good/haproxy:1' }))), {
    good: 'zz.good/rclone:1',
  }),
  'DependenciesComponentProps.proxyImage': object('image', proxyImage => runtime(DEPENDENCIES, replaced(
    new DependenciesComponent({ image: IMAGE, proxyImage }),
  )), { good: 'zz.good/haproxy:1' }),
  'DiscoveryComponentProps.image': object('image', image => runtime(ZOOKEEPER, replaced(new DiscoveryComponent({ image }))), {
    good: 'zz.good/registrar:1',
  }),
  'SecretsComponentProps.image': object('image', image => secret({}, replaced(new SecretsComponent({ image }))), {
    good: 'zz.good/agent:1',
  }),
  'SecretsComponentProps.program': object('pod.containers', program => (
    secret({}, replaced(new SecretsComponent({ image: IMAGE, program })))
  ), {
    optional: true,
  }),
  'TelemetryComponentProps.image': object('image', image => runtime(TELEMETRY, replaced(new TelemetryComponent({ image }))), {
    good: 'zz.good/collector:1',
  }),
  'TelemetryComponentProps.toolsImage': object('image', toolsImage => runtime(TELEMETRY, replaced(
    new TelemetryComponent({ image: IMAGE, toolsImage }),
  )), { good: 'zz.good/tools:1', optional: true }),
  'TelemetryComponentProps.proxyImage': object('image', proxyImage => runtime(TELEMETRY, replaced(
    new TelemetryComponent({ image: IMAGE, proxyImage }),
  )), { good: 'zz.good/haproxy:1', optional: true }),
  'TrafficComponentProps.image': object('image', image => service({}, IDENTITY, replaced(new TrafficComponent({ image }))), {
    good: 'zz.good/proxy:1',
  }),
};
