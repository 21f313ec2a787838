import { ChildProcess, spawn, spawnSync } from 'node:child_process';
import { Identity } from './world';

const ip = (...args: string[]) => spawnSync('ip', args, { encoding: 'utf8' });

/** Whether this machine lets us make network namespaces. */
export const HAS_NAMESPACES = process.getuid?.() === 0 && ip('netns', 'list').status === 0;

/** A callee by HTTP/2: IDENTITY ADDRESS PORT; it answers with its address. */
const CALLEE = `
const [identity, address, port] = process.argv.slice(1);
require('node:http2').createSecureServer({ ...JSON.parse(identity), requestCert: true }, (request, response) => {
  request.resume();
  request.on('end', () => response.end(JSON.stringify({ address })));
}).listen(Number(port), address);`;

/** A network beside that of this machine, with a callee at each of two addresses. */
export class FarNode {
  public readonly addresses = ['10.213.0.2', '10.213.0.3'];
  private readonly name = `far-${process.pid}`;
  private readonly near = `near${process.pid}`;
  private readonly far = `far${process.pid}`;
  private readonly programs: ChildProcess[];

  constructor({ cert, key, ca }: Identity, port: number) {
    const { near, far } = this;
    this.ip('netns', 'add', this.name);
    this.ip('link', 'add', near, 'type', 'veth', 'peer', 'name', far, 'netns', this.name);
    this.ip('addr', 'add', '10.213.0.1/24', 'dev', near);
    this.ip('link', 'set', near, 'up');
    this.ip('-n', this.name, 'link', 'set', far, 'up');
    // The first one last: with the first that is added all others go.
    for (const address of [...this.addresses].reverse()) this.ip('-n', this.name, 'addr', 'add', `${address}/24`, 'dev', far);
    // Else the machine itself would find out that nobody has the address any more.
    const [, mac] = /\/ether (\S+)/.exec(this.ip('-n', this.name, '-o', 'link', 'show', far))!;
    this.ip('neigh', 'replace', this.addresses[0], 'lladdr', mac, 'dev', near, 'nud', 'permanent');
    this.programs = this.addresses.map(address => spawn('ip', [
      'netns', 'exec', this.name, process.execPath, '-e', CALLEE, JSON.stringify({ cert, key, ca }), address, `${port}`,
    ], { stdio: 'inherit' }));
  }

  /** The first address goes without a word, as with a node that is lost. */
  public lose(): void {
    this.ip('-n', this.name, 'addr', 'del', `${this.addresses[0]}/24`, 'dev', this.far);
  }

  public remove(): void {
    for (const program of this.programs) program.kill('SIGKILL');
    this.ip('link', 'del', this.near);
    this.ip('netns', 'del', this.name);
  }

  private ip(...args: string[]): string {
    const { status, stdout, stderr } = ip(...args);
    if (status !== 0) throw new Error(`ip ${args.join(' ')}: ${stderr}`);
    return stdout;
  }
}
