import { TelemetryPlatform } from './telemetry-platform';
import { Tenant, withoutPolicies } from './tenant';
import { eventually, get, kubectl } from '../kubectl';
import { received, Record } from '../telemetry-received';

const NAME = 'attack-telemetry';
const VICTIM = 'attack-telemetry-victim';

const platform = new TelemetryPlatform(NAME);
let tenant: Tenant;
let victim: Tenant;
let victimPod: any;
let attacker: any;

/** What the attacker says of itself: it would be the victim. */
let claims: { [attribute: string]: string };

beforeAll(async () => {
  platform.install();
  [tenant, victim] = [new Tenant(NAME), new Tenant(VICTIM)];
  await withoutPolicies(tenant);
  const labels = { 'app.kubernetes.io/name': 'victim', 'pinterest.com/team': 'victims' };
  victim.run('victim', { command: ['node', '-e', 'setInterval(() => {}, 1000)'], labels });
  kubectl(['label', 'namespace', NAME, 'pinterest.com/team=attackers']);
  kubectl(['annotate', 'namespace', NAME, 'pinterest.com/contact=attackers@example.com']);
  tenant.run('attacker', {
    command: ['node', '-e', 'setInterval(() => {}, 1000)'],
    labels: { 'app.kubernetes.io/name': 'attacker', 'pinterest.com/team': 'victims' },
    annotations: { 'pinterest.com/contact': 'victims@example.com', 'pinterest.com/cluster': 'another' },
  });
  victimPod = get('pod', 'victim', '-n', VICTIM);
  attacker = get('pod', 'attacker', '-n', NAME);
  claims = {
    'k8s.pod.uid': victimPod.metadata.uid,
    'k8s.pod.name': 'victim',
    'k8s.pod.ip': victimPod.status.podIP,
    'k8s.namespace.name': VICTIM,
    'k8s.node.name': 'another',
    'k8s.cluster.name': 'another',
    'k8s.deployment.name': 'victim',
    'service.namespace': VICTIM,
    'deployment.environment.name': 'another',
    'cloud.region': 'another',
    'host.name': 'another',
    'pinterest.com.team': 'victims',
    'pinterest.com.contact': 'victims@example.com',
    'pinterest.com.release': 'another',
    'pinterest.com.team.of-namespace': 'victims',
  };
}, 300000);

afterAll(() => {
  // First: the collectors of the next test wait for the folders of these.
  platform.remove();
  tenant?.remove();
  victim?.remove();
});

/** The only things that the platform says of the attacker. */
function facts(): object {
  return {
    'k8s.pod.uid': attacker.metadata.uid,
    'k8s.pod.name': 'attacker',
    'k8s.namespace.name': NAME,
    'k8s.node.name': attacker.spec.nodeName,
    'k8s.cluster.name': 'e2e',
    'service.namespace': NAME,
    'deployment.environment.name': 'test',
    'pinterest.com.team': 'attackers',
    'pinterest.com.contact': 'attackers@example.com',
  };
}

function expectHonest(records: Record[]): void {
  expect(records.length).toBeGreaterThan(0);
  for (const { resource } of records) {
    expect(resource).toMatchObject(facts());
    for (const attribute of ['cloud.region', 'host.name', 'k8s.deployment.name', 'pinterest.com.release']) {
      expect(resource).not.toHaveProperty([attribute]);
    }
    expect(Object.keys(resource).filter(key => key.endsWith('of-namespace'))).toEqual([]);
  }
}

/** Runs a program of JavaScript in a pod; returns what it writes. */
const script = (who: Tenant, pod: string, text: string) => who.exec(pod, 'node', '-e', text);

/** Sends a signal by OTLP over HTTP, with every claim. */
function send(signal: string, what: (resource: object) => object): void {
  const attributes = Object.entries(claims).map(([key, value]) => ({ key, value: { stringValue: value } }));
  const body = JSON.stringify(what({ attributes }));
  const headers = { 'content-type': 'application/json', 'x-forwarded-for': victimPod.status.podIP };
  const request = JSON.stringify({ method: 'POST', headers, body });
  expect(script(tenant, 'attacker', `fetch('http://${platform.collectorHost}:4318/v1/${signal}', ${request})
    .then(({ status }) => process.stdout.write(String(status)), error => process.stdout.write(String(error.cause ?? error)))`))
    .toBe('200');
}

/** Sends lines by statsd, each in a packet. */
function statsd(who: Tenant, pod: string, ...lines: string[]): void {
  script(who, pod, `const socket = require('dgram').createSocket('udp4'); let left = ${lines.length};
    for (const line of ${JSON.stringify(lines)}) socket.send(line, 8125, '${platform.collectorHost}', () => --left || socket.close())`);
}

/** What Prometheus would read from the collector on a node. */
function samplesOn(node: string): string {
  const collector = platform.collectors().find(({ spec }) => spec.nodeName === node);
  return kubectl([
    'exec', 'backend-0', '-n', platform.backend, '-c', 'reader', '--', 'node', '-e',
    `fetch('http://${collector.status.podIP}:9464/metrics').then(async r => process.stdout.write(await r.text()))`,
  ]);
}

const now = () => `${Date.now()}000000`;

test('who sends logs, metrics and traces is whose connection it is, whatever they say', async () => {
  send('logs', resource => ({
    resourceLogs: [{ resource, scopeLogs: [{ logRecords: [{ timeUnixNano: now(), body: { stringValue: 'forged log' } }] }] }],
  }));
  send('metrics', resource => ({
    resourceMetrics: [{
      resource,
      scopeMetrics: [{ metrics: [{ name: 'forged.metric', gauge: { dataPoints: [{ timeUnixNano: now(), asInt: '1' }] } }] }],
    }],
  }));
  send('traces', resource => ({
    resourceSpans: [{
      resource,
      scopeSpans: [{
        spans: [{
          traceId: 'a'.repeat(32), spanId: 'b'.repeat(16), name: 'forged span', startTimeUnixNano: now(), endTimeUnixNano: now(),
        }],
      }],
    }],
  }));
  await eventually('what was sent', 30, () => {
    const { logs, metrics, spans } = received(platform.backend, 'forged');
    const forged = [...logs, ...metrics, ...spans].filter(({ text }) => text.startsWith('forged'));
    return new Set(forged.map(({ text }) => text)).size === 3 && (expectHonest(forged), true);
  });
});

test('tags of statsd and labels of data points do not say who sent them', async () => {
  const tags = Object.entries(claims).map(([key, value]) => `${key}:${value},${key.replace(/[.]/g, '_')}:${value}`).join(',');
  statsd(tenant, 'attacker', `forged.statsd:1|c|#${tags}`, 'honest.statsd:1|c');
  await eventually('the metric', 40, () => {
    const forged = received(platform.backend, 'forged.statsd').metrics.filter(({ text }) => text === 'forged.statsd');
    return forged.length > 0 && (expectHonest(forged), true);
  });
  const samples = await eventually('the metrics for Prometheus', 30, () => {
    const text = samplesOn(attacker.spec.nodeName);
    return text.includes('honest_statsd') && text;
  });
  for (const line of samples.split('\n').filter(each => each.startsWith('forged_'))) {
    expect(line).toContain(`k8s_namespace_name="${NAME}"`);
    expect(line).not.toContain(`k8s_pod_uid="${victimPod.metadata.uid}"`);
  }
});

test('a metric of one type hides no metric of another\'s of the same name and another type', async () => {
  statsd(tenant, 'attacker', 'clash:1|c', 'clash:1|ms', 'clash_total:1|g');
  statsd(victim, 'victim', 'clash:1|g', 'victim.gauge:1|g');
  await eventually('the victim\'s metric', 40, () => samplesOn(victimPod.spec.nodeName).includes('victim_gauge'));
});
