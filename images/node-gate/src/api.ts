import { Access, KubernetesApi, text } from '../../common/src/api';

export interface PatchOperation {
  readonly op: 'add' | 'remove' | 'test';
  readonly path: string;
  readonly value?: unknown;
}

/** Nodes are patched one after the other, so each patch delays the next. */
const PATIENCE_MS = 10_000;

/** Lists, watches and patches. */
export class Api extends KubernetesApi {
  constructor(...access: Access) {
    super('node-gate', ...access);
  }

  /** Applies all operations or none; returns the object afterwards. */
  public async patch(url: string, operations: PatchOperation[]): Promise<any> {
    const body = JSON.stringify(operations);
    return JSON.parse(await text(await this.request('PATCH', url, PATIENCE_MS, body, 'application/json-patch+json')));
  }
}
