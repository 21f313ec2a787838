import { Access, KubernetesApi, text } from '../../common/src/api';

export interface PatchOperation {
  readonly op: 'add' | 'remove' | 'test';
  readonly path: string;
  readonly value?: unknown;
}

/** The nodes wait for it one after the other. */
const PATIENCE_MS = 10_000;

/** What a list and a watch need, and patches. */
export class Api extends KubernetesApi {
  constructor(...access: Access) {
    super('node-gate', ...access);
  }

  /** All operations or none; gives the object as it is then. */
  public async patch(url: string, operations: PatchOperation[]): Promise<any> {
    const body = JSON.stringify(operations);
    return JSON.parse(await text(await this.request('PATCH', url, PATIENCE_MS, body, 'application/json-patch+json')));
  }
}
