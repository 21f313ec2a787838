import { apiOfPod, PodWatch } from './kubernetes';
import { log } from './log';
import { Metrics } from './metrics';
import { Pods } from './pods';
import { Registrar } from './registrar';
import { serve } from './server';
import { settingsOf } from './settings';

const settings = settingsOf(process.env);
const pods = new Pods();
const api = process.env.KUBERNETES_API ? { url: process.env.KUBERNETES_API } : apiOfPod(process.env);
const watch = new PodWatch(api, { fieldSelector: `spec.nodeName=${settings.node}`, labelSelector: settings.podSelector }, pods);
const metrics = new Metrics(() => watch.connected);
const registrar = new Registrar(settings, pods, metrics);

serve(settings.port, () => registrar.ready, () => metrics.text());
void watch.run();
void registrar.run();

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.once(signal, () => {
    log('stopping', { signal });
    setTimeout(() => process.exit(1), 3000).unref();
    void registrar.stop().finally(() => process.exit(0));
  });
}
