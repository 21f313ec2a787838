import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import * as fs from 'node:fs';
import * as path from 'node:path';

/** HAProxy 3.0 or newer: the program that HAPROXY names, or the one in the PATH. */
export const HAPROXY = [process.env.HAPROXY, 'haproxy', 'haproxy-3.0'].find((program): program is string => {
  const [, major] = /version (\d+)\./.exec(program ? spawnSync(program, ['-v'], { encoding: 'utf8' }).stdout ?? '' : '') ?? [];
  return Number(major) >= 3;
});

/** A test that is left out where there is no such program. */
export const withHaproxy = HAPROXY ? test : test.skip;

/** What HAProxy says against a configuration in a pod of these addresses; empty if nothing. */
export function refusal(config: string, folder: string, ips = ENV.POD_IPS): string {
  const file = path.join(folder, 'haproxy.cfg');
  fs.writeFileSync(file, config);
  const { status, stderr } = spawnSync(HAPROXY!, ['-c', '-f', file], { encoding: 'utf8', env: { ...ENV, POD_IPS: ips } });
  return status === 0 && !stderr.includes('WARNING') ? '' : stderr;
}

export const ENV = { ...process.env, POD_IPS: '10.0.0.1' };

/** Runs HAProxy with a configuration while something is tried. */
export async function running<T>(
  config: string, folder: string, attempt: () => Promise<T>, program = HAPROXY!, args: string[] = [],
): Promise<T> {
  const file = path.join(folder, 'haproxy.cfg');
  fs.writeFileSync(file, config);
  const haproxy = spawn(program, [...args, '-db', '-f', file], { env: ENV, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  haproxy.stderr.on('data', data => (said += data));
  const ended = once(haproxy, 'close').then(([code]) => { throw new Error(`haproxy ended with ${code}: ${said}`); });
  try {
    return await Promise.race([attempt(), ended]);
  } finally {
    haproxy.kill('SIGKILL');
    await ended.catch(() => {}); // Until then it still answers at its ports.
  }
}
