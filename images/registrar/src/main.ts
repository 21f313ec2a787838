import { Layout } from './layout';
import { Metrics } from './metrics';
import { Namespaces } from './namespaces';
import { Pods } from './pods';
import { Registrar } from './registrar';
import { settingsOf } from './settings';
import { namespaceWatch, podWatch } from './watches';
import { Access, inCluster, KubernetesApi } from '../../common/src/api';
import { log, messageOf } from '../../common/src/log';
import { serve } from '../../common/src/server';

const { KUBERNETES_API } = process.env;
const settings = settingsOf(process.env);
const layout = new Layout(settings.layout);
const namespaces = new Namespaces(layout);
const pods = new Pods(layout, namespaces);
const access: Access = KUBERNETES_API ? [KUBERNETES_API] : inCluster();
const api = new KubernetesApi('registrar', ...access);
const watches = [podWatch(api, settings, pods), namespaceWatch(api, namespaces)];
const metrics = new Metrics(() => watches.every(({ connected }) => connected), () => pods.refused);
const registrar = new Registrar(settings, pods, namespaces, metrics);

serve(settings.port, {
  ready: () => registrar.ready,
  notReady: 'the pods of this node are not all registered yet',
  metrics: () => metrics.text(),
});
for (const watch of watches) {
  void watch.run(error => log('the API server does not answer', { error: messageOf(error) }), new AbortController().signal);
}
void registrar.run();

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.once(signal, () => {
    log('stopping', { signal });
    setTimeout(() => process.exit(1), 3000).unref();
    void registrar.stop().finally(() => process.exit(0));
  });
}
