import { Metrics } from './metrics';
import { podWatch } from './pod-watch';
import { Pods } from './pods';
import { Registrar } from './registrar';
import { settingsOf } from './settings';
import { Access, inCluster, KubernetesApi } from '../../common/src/api';
import { log, messageOf } from '../../common/src/log';
import { serve } from '../../common/src/server';

const { KUBERNETES_API } = process.env;
const settings = settingsOf(process.env);
const pods = new Pods();
const access: Access = KUBERNETES_API ? [KUBERNETES_API] : inCluster();
const watch = podWatch(new KubernetesApi('registrar', ...access), settings, pods);
const metrics = new Metrics(() => watch.connected);
const registrar = new Registrar(settings, pods, metrics);

serve(settings.port, {
  ready: () => registrar.ready,
  notReady: 'the pods of this node are not all registered yet',
  metrics: () => metrics.text(),
});
void watch.run(error => log('the API server does not answer', { error: messageOf(error) }), new AbortController().signal);
void registrar.run();

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.once(signal, () => {
    log('stopping', { signal });
    setTimeout(() => process.exit(1), 3000).unref();
    void registrar.stop().finally(() => process.exit(0));
  });
}
