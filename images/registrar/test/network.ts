import * as net from 'node:net';

/** The way to a server, which can be cut or fall silent. */
export class Network {
  private mode: 'open' | 'cut' | 'silent' = 'open';
  private readonly sockets = new Set<net.Socket>();
  private readonly server = net.createServer(near => this.join(near));

  constructor(private readonly target: string) {}

  public async start(): Promise<string> {
    await new Promise<void>(resolve => this.server.listen(0, '127.0.0.1', resolve));
    return `127.0.0.1:${(this.server.address() as net.AddressInfo).port}`;
  }

  public open(): void {
    this.mode = 'open';
    this.hangUp();
  }

  /** Nobody is reached any more. */
  public cut(): void {
    this.mode = 'cut';
    this.hangUp();
  }

  /** Connections stay and are accepted, and nothing passes. */
  public silence(): void {
    this.mode = 'silent';
  }

  public stop(): void {
    this.hangUp();
    this.server.close();
  }

  private hangUp(): void {
    for (const socket of this.sockets) socket.destroy();
  }

  private join(near: net.Socket): void {
    if (this.mode === 'cut') return void near.destroy();
    const [host, port] = this.target.split(':');
    const far = net.connect({ host, port: Number(port) });
    for (const [one, other] of [[near, far], [far, near]]) {
      this.sockets.add(one);
      one.on('data', data => this.mode === 'open' && other.write(data));
      one.on('error', () => undefined);
      one.on('close', () => {
        this.sockets.delete(one);
        if (this.mode !== 'silent') other.destroy();
      });
    }
  }
}
