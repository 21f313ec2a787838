import * as fs from 'node:fs';
import * as https from 'node:https';
import { load } from 'js-yaml';
import { Answer } from './answer';

/** How many requests are under way. */
const AT_ONCE = 20;

const APPLY = 'application/apply-patch+yaml';

interface Response { readonly status: number; readonly warnings: string[]; readonly body: any }

/** The API server of a kubeconfig with a client certificate. */
export class Server {
  private readonly url: string;
  private readonly agent: https.Agent;
  private readonly paths = new Map<string, string>();

  /** @param manager who is said to own the fields of what is applied. */
  constructor(kubeconfig: string, private readonly manager = 'agree') {
    const { clusters: [{ cluster }], users: [{ user }] } = load(fs.readFileSync(kubeconfig, 'utf8')) as any;
    const of = (config: any, name: string) => config[`${name}-data`]
      ? Buffer.from(config[`${name}-data`], 'base64') : fs.readFileSync(config[name]);
    this.url = cluster.server;
    this.agent = new https.Agent({
      keepAlive: true, maxSockets: AT_ONCE, ca: of(cluster, 'certificate-authority'),
      cert: of(user, 'client-certificate'), key: of(user, 'client-key'),
    });
  }

  /** Its version, such as 1.27; from KUBERNETES_VERSION if a server built from source does not know it. */
  public async version(): Promise<string> {
    const { body: { major, minor } } = await this.request('GET', '/version');
    return process.env.KUBERNETES_VERSION ?? `${major}.${parseInt(minor, 10)}`;
  }

  /** Applies for real; a server that has just started is asked again. */
  public async apply(document: any): Promise<void> {
    for (let tries = 0; ; tries++) {
      const { status, body } = await this.send(document, 'force=true');
      if (status < 300) return;
      if (status === 422 || tries === 20) throw new Error(`${document.kind} ${document.metadata.name}: ${JSON.stringify(body)}`);
      await new Promise(resolve => setTimeout(resolve, 500));
    }
  }

  /** Waits until the kinds of these definitions are served. */
  public async serves(definitions: any[]): Promise<void> {
    for (const { spec: { group, names, versions } } of definitions) {
      for (const { name } of versions) {
        for (let tries = 0; await this.pathOf(`${group}/${name}`, names.kind) === undefined; tries++) {
          if (tries === 20) throw new Error(`${names.kind} of ${group}/${name} is not served`);
          await new Promise(resolve => setTimeout(resolve, 500));
        }
      }
    }
  }

  /** What server-side apply would say of each document. */
  public async ask(documents: any[]): Promise<Answer[]> {
    return this.each(documents, document => this.answer(document, 'dryRun=All&force=true'));
  }

  /** What server-side apply says of each document: it stores those that it takes. */
  public async applyAll(documents: any[]): Promise<Answer[]> {
    return this.each(documents, document => this.answer(document));
  }

  /** Does not wait for what is removed late. */
  public async removeAll(documents: any[]): Promise<void> {
    await this.each(documents, async ({ apiVersion, kind, metadata }) => {
      const path = await this.pathOf(apiVersion, kind, metadata.namespace);
      if (path !== undefined) await this.request('DELETE', `${path}/${metadata.name}?propagationPolicy=Background`);
    });
  }

  public close(): void {
    this.agent.destroy();
  }

  private async each<T>(documents: any[], what: (document: any) => Promise<T>): Promise<T[]> {
    const results: T[] = [];
    let next = 0;
    await Promise.all(Array.from({ length: AT_ONCE }, async () => {
      while (next < documents.length) {
        const n = next++;
        results[n] = await what(documents[n]);
      }
    }));
    return results;
  }

  private async answer(document: any, query?: string): Promise<Answer> {
    const path = await this.pathOf(document.apiVersion, document.kind);
    if (path === undefined) return { refusals: [], warnings: [], unjudged: `serves no ${document.kind}` };
    const { status, warnings, body } = await this.send(document, query);
    if (status < 300) return { refusals: [], warnings, stored: body };
    // 500 is its answer to a value of another type.
    if (status === 429 || status > 500) throw new Error(`${document.kind} ${document.metadata.name}: ${JSON.stringify(body)}`);
    const causes = body.details?.causes ?? [];
    return {
      refusals: causes.length ? causes.map((each: any) => `${each.field}: ${each.message}`) : [`: ${body.message}`], warnings,
    };
  }

  private async send(document: any, query?: string): Promise<Response> {
    const { apiVersion, kind, metadata } = document;
    const path = await this.pathOf(apiVersion, kind, metadata.namespace);
    const parameters = [`fieldManager=${this.manager}&fieldValidation=Strict`, ...query ? [query] : []].join('&');
    const body = JSON.stringify(document);
    // What is no segment of a URL cannot be applied; created, it gets the same answer.
    return /^[-:\w][-.:\w]*$/.test(metadata.name ?? '')
      ? this.request('PATCH', `${path}/${encodeURIComponent(metadata.name)}?${parameters}`, body, APPLY)
      : this.request('POST', `${path}?${parameters.replace('&force=true', '')}`, body, 'application/json');
  }

  /** Where objects of a kind are in a namespace, if the server has them. */
  private async pathOf(apiVersion: string, kind: string, namespace = 'default'): Promise<string | undefined> {
    const of = `${apiVersion} ${kind}`;
    if (!this.paths.has(of)) {
      const root = apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
      const { body: { resources = [] } } = await this.request('GET', root);
      for (const resource of resources.filter(({ name }: any) => !name.includes('/'))) {
        this.paths.set(
          `${apiVersion} ${resource.kind}`, `${root}${resource.namespaced ? '/namespaces/{namespace}' : ''}/${resource.name}`,
        );
      }
    }
    return this.paths.get(of)?.replace('{namespace}', encodeURIComponent(namespace));
  }

  /** Once more if the server has just closed a connection that was idle: nothing here changes by being asked twice. */
  private async request(method: string, path: string, body?: string, type?: string): Promise<Response> {
    try {
      return await this.requestOnce(method, path, body, type);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ECONNRESET') throw error;
      return this.requestOnce(method, path, body, type);
    }
  }

  private requestOnce(method: string, path: string, body?: string, type?: string): Promise<Response> {
    return new Promise((resolve, reject) => {
      const headers = {
        accept: 'application/json', ...body && { 'content-type': type, 'content-length': Buffer.byteLength(body) },
      };
      const request = https.request(`${this.url}${path}`, { method, agent: this.agent, headers }, response => {
        const chunks: Buffer[] = [];
        response.on('error', reject).on('data', chunk => chunks.push(chunk)).on('end', () => {
          try {
            const text = Buffer.concat(chunks).toString();
            const answer = /json/.test(response.headers['content-type'] ?? '') ? JSON.parse(text) : { message: text };
            resolve({ status: response.statusCode!, warnings: warningsIn(response), body: answer });
          } catch (error) {
            reject(error as Error);
          }
        });
      });
      request.on('error', reject).end(body);
    });
  }
}

/** The texts in `299 - "text", 299 - "text"`, each quoted. */
function warningsIn({ headers }: { headers: NodeJS.Dict<string | string[]> }): string[] {
  const header = [headers.warning ?? []].flat().join(', ');
  return [...header.matchAll(/299 - "((?:[^"\\]|\\.)*)"/g)].map(([, text]) => text.replace(/\\(.)/g, '$1'));
}
