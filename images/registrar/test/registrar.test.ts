import { setTimeout as sleep } from 'node:timers/promises';
import { LAYOUT } from './pods';
import { Layout } from '../src/layout';
import { Metrics } from '../src/metrics';
import { Namespaces } from '../src/namespaces';
import { Pods } from '../src/pods';
import { Registrar } from '../src/registrar';
import { settingsOf } from '../src/settings';
import { Session, ZooKeeperError } from '../src/zookeeper';

const SETTINGS = settingsOf({
  NODE_NAME: 'node-1', ZOOKEEPER_SERVERS: 'none', POD_SELECTOR: 'pinterest.com/release=2026.11', DISCOVERY_ENVIRONMENT: 'prod',
});

test('a connection that is lost before the client knows it does not keep the process from all else', async () => {
  const layout = new Layout(LAYOUT);
  const namespaces = new Namespaces(layout);
  const registrar = new Registrar(SETTINGS, new Pods(layout, namespaces), namespaces, new Metrics());
  let asked = 0;
  const lost = {
    connection: async () => undefined,
    children: async () => {
      asked += 1;
      // Where the process does nothing else, the test would never end.
      throw new ZooKeeperError(asked < 1000 ? 'CONNECTION_LOSS' : 'SESSION_EXPIRED');
    },
  };
  const live = (registrar as unknown as { live(session: Session): Promise<void> }).live(lost as unknown as Session);
  const ended = live.catch(error => error);
  await sleep(200);
  expect(asked).toBeGreaterThan(0);
  expect(asked).toBeLessThan(20);
  asked = 1000;
  await expect(ended).resolves.toMatchObject({ code: 'SESSION_EXPIRED' });
});
