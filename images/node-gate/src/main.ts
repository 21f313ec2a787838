import { Api } from './api';
import { Gate } from './gate';
import { metricsOf } from './metrics';
import { inCluster } from '../../common/src/api';
import { serve } from '../../common/src/server';

const { NAMESPACE, RELEASES, PORT = '8080' } = process.env;
if (!NAMESPACE || !RELEASES) throw new Error('NAMESPACE and RELEASES must be set.');

const gate = new Gate(new Api(...inCluster()), { namespace: NAMESPACE, releases: new Map(Object.entries(JSON.parse(RELEASES))) });
const metrics = metricsOf(gate);

serve(Number(PORT), {
  ready: () => gate.synced,
  notReady: 'the API server has not listed everything yet',
  metrics: () => metrics.metrics(),
});
void gate.run(new AbortController().signal);

process.on('SIGTERM', () => process.exit(0));
