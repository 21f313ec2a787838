import * as fs from 'node:fs';
import { LayoutSettings } from './layout';

/** The registrar's settings, from environment variables. */
export interface Settings {
  /** The node whose pods are registered. */
  readonly node: string;
  /** Label selector of those pods. */
  readonly podSelector: string;
  /** Members of the ensemble, `host:port`, separated by commas. */
  readonly servers: string;
  readonly sessionTimeoutMs: number;
  /** A file with one `user:password`. */
  readonly credentialsFile?: string;
  /** How the tree of ZooKeeper is divided. */
  readonly layout: LayoutSettings;
  /** The port of metrics and health. */
  readonly port: number;
}

export function settingsOf(env: NodeJS.ProcessEnv): Settings {
  const required = (name: string) => {
    const value = env[name];
    if (!value) throw new Error(`${name} is not set: see the README of the registrar`);
    return value;
  };
  const number = (name: string, otherwise: number) => {
    const value = Number(env[name] ?? otherwise);
    if (!Number.isInteger(value) || value <= 0) throw new Error(`${name} = "${env[name]}" is not a positive whole number`);
    return value;
  };
  return {
    node: required('NODE_NAME'),
    podSelector: env.POD_SELECTOR ?? '',
    servers: required('ZOOKEEPER_SERVERS'),
    sessionTimeoutMs: number('ZOOKEEPER_SESSION_TIMEOUT_MS', 30_000),
    credentialsFile: env.ZOOKEEPER_CREDENTIALS_FILE || undefined,
    layout: {
      root: env.DISCOVERY_ROOT || '/discovery',
      environment: required('DISCOVERY_ENVIRONMENT'),
      claimPath: env.CLAIM_PATH || '/registrars/default',
    },
    port: number('METRICS_PORT', 9090),
  };
}

/** Read for each session, so that changed credentials need no restart. */
export function credentialsOf({ credentialsFile }: Settings): string | undefined {
  if (credentialsFile === undefined) return undefined;
  const credentials = fs.readFileSync(credentialsFile, 'utf8').trim();
  if (!/^[^:\s]+:\S+$/.test(credentials)) throw new Error(`${credentialsFile} must hold one user:password`);
  return credentials;
}
