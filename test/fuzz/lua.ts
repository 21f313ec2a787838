import { Worker } from 'node:worker_threads';

/** In a thread of its own: Jest does not let a module import WebAssembly, and a program that hangs can be ended. */
const THREAD = `
const { parentPort, workerData } = require('node:worker_threads');
const { LuaFactory } = require(workerData.wasmoon);
(async () => {
  const lua = await new LuaFactory().createEngine();
  await lua.doString('converters = {}');
  await lua.doString('core = { register_converters = function(name, convert) converters[name] = convert end }');
  await lua.doString(workerData.source);
  const used = lua.global.get('collectgarbage');
  const converter = lua.global.get('converters')[workerData.converter];
  let most = 0;
  parentPort.on('message', inputs => {
    const answers = inputs.map(input => { try { return converter(input); } catch (error) { return 'RAISED ' + error.message; } });
    most = Math.max(most, used('count') * 1024);
    parentPort.postMessage({ answers, most });
  });
})();`;

/** A converter of the proxy's Lua, run by the real Lua 5.4. */
export class LuaConverter {
  /** The most memory that the program has had, in bytes. */
  public mostMemory = 0;
  private readonly thread: Worker;
  private waiting: ((answers: string[]) => void)[] = [];

  constructor(source: string, converter: string) {
    this.thread = new Worker(THREAD, { eval: true, workerData: { source, converter, wasmoon: require.resolve('wasmoon') } });
    this.thread.on('message', ({ answers, most }) => {
      this.mostMemory = most;
      this.waiting.shift()!(answers);
    });
  }

  public async convert(inputs: unknown[]): Promise<string[]> {
    return new Promise(resolve => {
      this.waiting.push(resolve);
      this.thread.postMessage(inputs);
    });
  }

  public async stop(): Promise<void> {
    await this.thread.terminate();
  }
}
