import { TelemetryPlatform } from './telemetry-platform';
import { Tenant } from './tenant';
import { eventually, get, kubectl, serverVersion } from '../kubectl';

/** How long each attack lasts, and how late what the other sends may be then. */
const SECONDS = Number(process.env.FLOOD_SECONDS ?? 20);
const LATE_SECONDS = 15;

/** What the containers of a collector's pod are limited to. */
const LIMIT_MEBIBYTES: { [container: string]: number } = { app: 384, gate: 256 };

/**
 * A script's constant ZSTD: a request of zstd with a window of 64 MiB. It is 20,000 blocks of one byte that is repeated.
 */
export const ZSTD_BOMB = `
  const block = (last, size) => [last | 2 | size << 3 & 255, size >> 5 & 255, size >> 13, 10];
  const ZSTD = Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0, 0x80, ...Array(20000).fill(block(0, 131072)).flat(), ...block(1, 1)]);`;

/** What an attack was seen to do. */
export interface Observed {
  /** What it did to the victim or to the collector that must not be; nothing if all is well. */
  readonly harms: string[];
  /** What the attacker's pod said at last. */
  readonly said: string;
}

/** Writes lines, and sends spans over HTTP and gRPC as an SDK does, which tries again what was not taken. */
const victimScript = (host: string) => `
  setInterval(() => console.log('victim ' + Date.now()), 200);
  const http2 = require('http2');
  const inside = (field, bytes) => Buffer.concat([Buffer.from([field << 3 | 2, bytes.length]), bytes]);
  const request = () => inside(1, inside(2, inside(2, inside(5, Buffer.from('sent ' + Date.now())))));
  const overHttp = body => fetch('http://${host}:4318/v1/traces', {
    method: 'POST', headers: { 'content-type': 'application/x-protobuf' }, body,
  }).then(async r => { await r.arrayBuffer(); return r.ok; });
  let session;
  const overGrpc = body => new Promise((resolve, reject) => {
    if (!session || session.closed || session.destroyed) session = http2.connect('http://${host}:4317').on('error', () => {});
    const stream = session.request({
      ':method': 'POST', ':path': '/opentelemetry.proto.collector.trace.v1.TraceService/Export',
      'content-type': 'application/grpc', te: 'trailers',
    });
    let status;
    stream.on('response', headers => { status = headers['grpc-status']; }).on('trailers', t => { status = t['grpc-status']; });
    stream.on('data', () => {}).on('error', reject).on('close', () => resolve(status === '0'));
    stream.end(Buffer.concat([Buffer.from([0, 0, 0, 0, body.length]), body]));
  });
  const pause = milliseconds => new Promise(resolve => setTimeout(resolve, milliseconds));
  const deliver = async (send, body) => { while (!await send(body).catch(() => false)) await pause(500); };
  for (const send of [overHttp, overGrpc]) (async () => { for (;;) { await deliver(send, request()); await pause(200); } })();`;

/** An attacker's pods beside a victim that writes lines and sends spans, and a backend that sees how late they come. */
export class BesideVictim {
  public readonly platform: TelemetryPlatform;
  private attacker?: Tenant;
  private victim?: Tenant;
  private where?: string;

  constructor(public readonly name: string) {
    this.platform = new TelemetryPlatform(name);
  }

  private get victims(): string {
    return `${this.name}-victim`;
  }

  /** The attacker's team. */
  public get tenant(): Tenant {
    return this.attacker!;
  }

  /** The node of the victim. */
  public get node(): string {
    return this.where!;
  }

  public async start(): Promise<void> {
    this.platform.installWithSink();
    [this.attacker, this.victim] = [new Tenant(this.name), new Tenant(this.victims)];
    this.victim.run('victim', { command: ['node', '-e', victimScript(this.platform.collectorHost)] });
    this.where = get('pod', 'victim', '-n', this.victims).spec.nodeName;
    await eventually('the victim\'s lines and spans', 60, () => {
      const { lines, spans } = this.stats();
      return lines > 10 && spans > 10;
    });
  }

  public remove(): void {
    // First: the collectors of the next test wait for the folders of these.
    this.platform.remove();
    this.attacker?.remove();
    this.victim?.remove();
  }

  /** Runs a pod of the attacker beside the victim, and watches the victim's lines and spans meanwhile. */
  public async during(name: string, script: string, seconds = SECONDS): Promise<Observed> {
    this.startBeside(name, script);
    const harms = await this.harmsDuring(name, seconds);
    const said = kubectl(['logs', name, '-n', this.name, '--tail=5']);
    kubectl(['delete', 'pod', name, '-n', this.name, '--grace-period=1', '--wait=false']);
    return { harms, said };
  }

  /** Watches the victim's lines and spans, and the collector of its node. */
  public async harmsDuring(name: string, seconds = SECONDS): Promise<string[]> {
    const earlier = this.platform.restarts();
    this.stats('reset');
    const end = Date.now() + seconds * 1000;
    const highest: { [container: string]: number } = {};
    const silence = { lines: 0, spans: 0 };
    let before = { lines: 0, spans: 0, since: { lines: Date.now(), spans: Date.now() } };
    while (Date.now() < end) {
      await new Promise(resolve => setTimeout(resolve, 2000));
      for (const [container, mebibytes] of Object.entries(this.platform.memoryMebibytes(this.node))) {
        highest[container] = Math.max(highest[container] ?? 0, mebibytes);
      }
      const now = this.stats();
      for (const what of ['lines', 'spans'] as const) {
        silence[what] = Math.max(silence[what], Date.now() - before.since[what]);
        if (now[what] > before[what]) before.since[what] = Date.now();
      }
      before = { ...before, ...now };
    }
    const { latest, lines, floods, latestSpan, spans } = this.stats();
    const restarts = this.platform.restarts() - earlier;
    console.log(`${name}: ${floods} of the flood came; the victim's ${lines} lines at most ${latest} ms late, its ${spans} spans `
      + `${latestSpan} ms; none for ${silence.lines} and ${silence.spans} ms; ${JSON.stringify(highest)} MiB; ${restarts} restarts`);
    const late = { latest, latestSpan, 'silent lines': silence.lines, 'silent spans': silence.spans };
    // Not every kubelet of 1.27 says what containers take.
    const isTold = Object.keys(highest).length > 0 || serverVersion() !== '1.27';
    return [
      lines > 0 ? [] : ['no lines'],
      spans > 0 ? [] : ['no spans'],
      restarts === 0 ? [] : [`${restarts} restarts`],
      Object.entries(late).filter(([, ms]) => !(ms < LATE_SECONDS * 1000)).map(([what, ms]) => `${what}: ${ms} ms`),
      Object.entries(LIMIT_MEBIBYTES).filter(([container, limit]) => isTold && !(highest[container] < limit * 0.9))
        .map(([container]) => `${container}: ${highest[container]} MiB`),
    ].flat();
  }

  private stats(path = ''): { lines: number; latest: number; floods: number; spans: number; latestSpan: number } {
    return JSON.parse(kubectl([
      'exec', 'sink', '-n', this.platform.backend, '--', 'node', '-e',
      `fetch('http://127.0.0.1:4318/${path}').then(async r => process.stdout.write(await r.text()))`,
    ]));
  }

  /** Starts a pod of the attacker on the victim's node, in another share of the logs: docs/telemetry.md tells what a share is. */
  private startBeside(name: string, script: string): void {
    const victimUid = get('pod', 'victim', '-n', this.victims).metadata.uid;
    for (let n = 0; n < 200; n++) {
      const pod: any = this.tenant.manifest(name, { command: ['node', '-e', script], node: this.node });
      pod.spec.schedulingGates = [{ name: 'example.com/wait' }];
      kubectl(['create', '-f', '-'], JSON.stringify(pod));
      if (get('pod', name, '-n', this.name).metadata.uid[0] !== victimUid[0]) {
        const open = '[{"op": "remove", "path": "/spec/schedulingGates"}]';
        kubectl(['patch', 'pod', name, '-n', this.name, '--type=json', '-p', open]);
        kubectl(['wait', '--for=condition=Ready', `pod/${name}`, '-n', this.name, '--timeout=60s']);
        return;
      }
      kubectl(['delete', 'pod', name, '-n', this.name, '--grace-period=0', '--force']);
    }
    throw new Error('no pod got another first digit than the victim\'s');
  }
}
