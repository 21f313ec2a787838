import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { ApiObject, Cron, Duration, JsonPatch, Size } from 'cdk8s';
import {
  Caller, PinterestApp, PinterestChart, PinterestCronJob, PinterestService, PinterestStatefulSet, Scaling, SynthesisRecord,
} from 'cdk8s-pinterest';
import { Cluster, ClusterStage, KubernetesVersion, Platform } from 'cdk8s-pinterest/platform';
import { Cpu } from 'cdk8s-plus-27';
import { serverVersion } from './kubectl';

/* What the team of diff.test.ts has in its repository. */

export const CLUSTER = 'diff';
export const KEY = 'a key of the test';

/** A state of the program. What is not said is as at the beginning. */
export interface State {
  readonly image?: string;
  readonly replicas?: number;
  readonly word?: string;
  readonly port?: number;
  readonly callers?: string[];
  /** Whether there is the service `extra`. */
  readonly extra?: boolean;
  readonly millis?: number;
  /** The name of the service `web`. */
  readonly web?: string;
  /** Another selector of the service `api`. */
  readonly selector?: boolean;
  /** The size of the claims of the store, in mebibytes. */
  readonly size?: number;
  /** Of the Secret. */
  readonly password?: string;
}

/** The program, in a namespace of its own. */
export function program(namespace: string, state: State = {}): PinterestApp {
  const {
    image = 'docker.io/library/busybox:1.36',
    replicas = 2,
    word = 'first',
    port = 8080,
    callers = ['web'],
    extra = true,
  } = state;
  const { millis = 10, web = 'web', selector, size = 10, password = 'secret' } = state;
  const cluster = new Cluster({ name: CLUSTER, environment: 'test', version: KubernetesVersion.of(serverVersion()) });
  const app = new PinterestApp({ platform: new Platform({ clusters: [cluster] }) });
  const chart = new PinterestChart(new ClusterStage(app, cluster), namespace, {
    namespace, owner: { team: 'boards', contact: 'boards@example.com' },
  });
  const container = {
    image, command: ['sleep', '3600'], securityContext: { user: 10002 },
    resources: { cpu: { request: Cpu.millis(millis) }, memory: { request: Size.mebibytes(8) } },
  };
  const config = { files: { 'app.yaml': `word: ${word}\n` } };
  const quick = { drain: Duration.seconds(1), stop: Duration.seconds(2) };

  new PinterestService(chart, web, { container: { ...container, portNumber: 8080 }, ...quick });
  const api = new PinterestService(chart, 'api', {
    container: { ...container, portNumber: port },
    scaling: Scaling.fixed(replicas),
    callers: callers.map(name => Caller.workload(name)),
    config,
    ...quick,
  });
  if (selector) {
    for (const at of ['/spec/selector/matchLabels/role', '/spec/template/metadata/labels/role']) {
      api.deployment.addJsonPatch(JsonPatch.add(at, 'other'));
    }
  }
  if (extra) new PinterestService(chart, 'extra', { container: { ...container, portNumber: 8080 }, config, ...quick });
  new PinterestStatefulSet(chart, 'store', {
    container,
    replicas: 1,
    storage: [
      { name: 'data', size: Size.mebibytes(size), mountPath: '/data', storageClass: process.env.STORAGE_CLASS ?? 'local' },
    ],
    ...quick,
  });
  new PinterestCronJob(chart, 'report', {
    container, schedule: Cron.schedule({ minute: '0', hour: '0', day: '29', month: '2' }), config, stop: Duration.seconds(1),
  });
  new ApiObject(chart, 'password', {
    apiVersion: 'v1', kind: 'Secret', metadata: { name: 'password' }, stringData: { password },
  });
  return app;
}

/** What a program says of its synth, without writing anything. */
export function recorded(make: () => PinterestApp): SynthesisRecord {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'records-'));
  const before = { ...process.env };
  Object.assign(process.env, {
    CDK8S_PINTEREST_RECORD: folder, CDK8S_PINTEREST_RECORD_ONLY: 'true', CDK8S_PINTEREST_RECORD_KEY: KEY,
  });
  try {
    make().synth();
    const [file] = fs.readdirSync(folder);
    return JSON.parse(fs.readFileSync(path.join(folder, file), 'utf8'));
  } finally {
    process.env = before;
    fs.rmSync(folder, { recursive: true });
  }
}
